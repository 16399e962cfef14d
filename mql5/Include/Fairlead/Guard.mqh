//+------------------------------------------------------------------+
//| Guard.mqh: hard limits that this program enforces by itself, with|
//| the bridge dead too. The stricter of the bridge's limits and the |
//| EA's inputs holds. What one program latches holds for all of the |
//| terminal: latch and inputs are shared as global variables. The   |
//| latch's is its number, negative when it has ended.               |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_GUARD_MQH
#define FAIRLEAD_GUARD_MQH

#include "GuardLimits.mqh"
#include "Payments.mqh"
#include "Session.mqh"
#include "TradeVolume.mqh"

//--- how soon a latch of another program is told; it is obeyed at once
#define FL_GUARD_EVERY_MS 50

class CGuard
  {
private:
   uchar             m_role;
   SGuardLimits      m_limits;
   bool              m_tell;
   bool              m_kept;
   //--- the EA's input, until the balance that it counts from is known
   double            m_lossToShare;
   ulong             m_stepAt;
   //--- the EA's alone, which also acts on them
   CPayments         m_payments;

   static string     Shared(const string what) { return(SharedName(what)); }
   static double     SharedValue(const string what);
   static ulong      LastLatch(void) { return((ulong)MathAbs(SharedValue("latch"))); }
   static double     OpenLots(void);
   void              HearLatch(void);
   void              ShareLoss(void);
   void              FollowPayments(const ulong now);
   void              Keep(void);

public:
   void              Start(const uchar role);
   void              ShareInputs(const double maxLots,const double maxLoss);
   void              Take(CSession &session,const ulong highestEpoch);
   void              Step(CSession &session,const ulong now);
   bool              MustClose(const ulong now);
   void              TellAgain(void) { m_tell=true; }
   void              Latch(const uchar cause);
   bool              IsLatched(void) const;
   bool              ArePaused(void) const { return(m_limits.entriesPaused); }
   uchar             Cause(void) const { return(m_limits.cause); }
   bool              IsFlattened(void) const { return(m_limits.flattened || IsLatched()); }
   double            MaxOrderLots(void) const;
   double            EquityFloor(void) const;
   bool              IsBreached(void) const;
   uchar             Allows(const FlTradeCommand &command,const double pendingLots,string &words) const;
  };

//--- 0 = not set
double CGuard::SharedValue(const string what)
  {
   double value=0;
   return(GlobalVariableGet(Shared(what),value) ? value : 0);
  }

void CGuard::Start(const uchar role)
  {
   m_role=role;
   m_tell=true;
   m_kept=true;
   m_lossToShare=0;
   m_stepAt=0;
   m_payments.Start();
   LoadGuard(GuardFileName(role),m_limits);
   //--- the terminal forgets global variables after four weeks; the file does not
   if(m_limits.ownLatch && SharedValue("latch")<(double)m_limits.latch)
      GlobalVariableSet(Shared("latch"),(double)m_limits.latch);
   HearLatch();
  }

//--- what another program of the terminal has latched
void CGuard::HearLatch(void)
  {
   ulong last=LastLatch();
   if(last<=m_limits.latch)
      return;
   m_limits.latch=last;
   if(SharedValue("latch")<0)
      return;
   m_limits.ownLatch=true;
   m_limits.told=false;
   m_tell=true;
   Keep();
  }

//--- the EA's inputs
void CGuard::ShareInputs(const double maxLots,const double maxLoss)
  {
   GlobalVariableSet(Shared("maxlots"),MathMax(maxLots,0));
   m_tell=true;
   m_lossToShare=MathMax(maxLoss,0);
   if(m_lossToShare==0)
     {
      GlobalVariableSet(Shared("maxloss"),0);
      GlobalVariableSet(Shared("floor"),0);
     }
   ShareLoss();
   GlobalVariablesFlush();
  }

//--- The loss counts from the balance at which it was set: another value begins anew. What is paid in or out later moves
//--- the floor with it. A terminal that has not heard from its broker yet knows no balance.
void CGuard::ShareLoss(void)
  {
   double balance=AccountInfoDouble(ACCOUNT_BALANCE);
   if(m_lossToShare==0 || balance==0)
      return;
   if(SharedValue("maxloss")!=m_lossToShare || !GlobalVariableCheck(Shared("floor")))
     {
      m_payments.BeginAnew();
      GlobalVariableSet(Shared("floor"),balance-m_lossToShare);
      GlobalVariableSet(Shared("maxloss"),m_lossToShare);
      GlobalVariablesFlush();
     }
   m_lossToShare=0;
   m_tell=true;
  }

//--- The floor of the EA's own input moves with payments. Where the bridge's is after one is the bridge's to say: some of
//--- its rules follow payments, and some do not.
void CGuard::FollowPayments(const ulong now)
  {
   double paid=m_payments.Look(now);
   if(paid==0)
      return;
   if(SharedValue("maxloss")>0 && m_lossToShare==0)
     {
      GlobalVariableSet(Shared("floor"),SharedValue("floor")+paid);
      m_tell=true;
      Print("Fairlead: ",DoubleToString(paid,2)," was paid; the loss limit's floor is now ",DoubleToString(SharedValue("floor"),2),".");
     }
   GlobalVariablesFlush();
  }

void CGuard::Keep(void)
  {
   m_kept=SaveGuard(GuardFileName(m_role),m_limits);
   if(!m_kept)
      Print("Fairlead: the guard cannot be written to MQL5\\Files; after a restart it would not hold.");
  }

void CGuard::Take(CSession &session,const ulong highestEpoch)
  {
   if(!session.control.Fits(FL_BYTES_GUARD,0))
      return;
   FlGuard guard;
   session.control.ReadFields(guard);
   m_tell=true;
   if((long)guard.login!=AccountInfoInteger(ACCOUNT_LOGIN) || GetText(guard.server)!=AccountInfoString(ACCOUNT_SERVER))
     {
      session.Notice(FL_SEVERITY_ERROR,"GUARD_WRONG_ACCOUNT","A guard for another account was refused.");
      return;
     }
   bool numbers=MathIsValidNumber(guard.maxOrderLots) && MathIsValidNumber(guard.maxTotalLots) && MathIsValidNumber(guard.equityFloor);
   if(guard.bridgeEpoch<highestEpoch || guard.version<m_limits.version || !numbers)
      return;
   HearLatch();
   //--- A latch of this terminal's own ends when the bridge, which has been told of it, has made it its own: then the bridge's
   //--- holds, until a person lifts it. A guard that left the bridge before says nothing about it.
   bool takenOver=(guard.version>m_limits.version && guard.flattened!=0 && m_limits.told);
   //--- the same version again must not wipe what it cannot know of
   m_limits.version=guard.version;
   m_limits.maxOrderLots=guard.maxOrderLots;
   m_limits.maxTotalLots=guard.maxTotalLots;
   if(guard.equityFloor<m_limits.equityFloor)
      m_payments.FloorFollowed();
   m_limits.equityFloor=guard.equityFloor;
   m_limits.entriesPaused=(guard.entriesPaused!=0);
   m_limits.automationStopped=(guard.automationStopped!=0);
   m_limits.flattened=(guard.flattened!=0);
   if(takenOver)
     {
      m_limits.ownLatch=false;
      m_limits.cause=FL_FLATTEN_CAUSE_COMMAND;
      GlobalVariableSetOnCondition(Shared("latch"),-(double)m_limits.latch,(double)m_limits.latch);
     }
   Keep();
   if(!m_kept)
      session.Notice(FL_SEVERITY_ERROR,"GUARD_NOT_KEPT","MQL5\\Files cannot be written: the guard is lost on a restart.");
  }

//--- in every program of this terminal, until the bridge has taken it over
void CGuard::Latch(const uchar cause)
  {
   m_limits.ownLatch=true;
   m_limits.told=false;
   m_limits.latch=MathMax(LastLatch(),m_limits.latch)+1;
   m_limits.cause=cause;
   m_tell=true;
   GlobalVariableSet(Shared("latch"),(double)m_limits.latch);
   GlobalVariablesFlush();
   Keep();
  }

bool CGuard::IsLatched(void) const
  {
   return(m_limits.ownLatch || SharedValue("latch")>(double)m_limits.latch);
  }

double CGuard::MaxOrderLots(void) const
  {
   double own=SharedValue("maxlots");
   if(own<=0 || (m_limits.maxOrderLots>0 && m_limits.maxOrderLots<own))
      return(m_limits.maxOrderLots);
   return(own);
  }

double CGuard::EquityFloor(void) const
  {
   return(MathMax(m_limits.equityFloor,SharedValue("floor")));
  }

bool CGuard::IsBreached(void) const
  {
   double floor=EquityFloor();
   //--- before MT5 has heard from the broker an account has neither balance nor equity
   bool known=(AccountInfoDouble(ACCOUNT_BALANCE)!=0 || AccountInfoDouble(ACCOUNT_EQUITY)!=0);
   return(floor>0 && known && AccountInfoDouble(ACCOUNT_EQUITY)<=floor);
  }

//--- A floor that only a payment has reached closes nothing: the EA's own moves with it, and the bridge has a moment to move
//--- its own. A balance whose deal is not there yet may be one. Nothing new is opened meanwhile (Allows).
bool CGuard::MustClose(const ulong now)
  {
   FollowPayments(now);
   if(!IsBreached())
      return(false);
   double equity=AccountInfoDouble(ACCOUNT_EQUITY)-MathMin(m_payments.Awaited(now),0);
   double own=SharedValue("floor");
   if(own>0 && equity<=own)
      return(true);
   return(m_limits.equityFloor>0 && equity-m_payments.JustPaidOut(now)<=m_limits.equityFloor);
  }

//--- open positions and orders that would open some
double CGuard::OpenLots(void)
  {
   double lots=0;
   for(int i=PositionsTotal()-1; i>=0; i--)
      if(PositionGetTicket(i)!=0)
         lots+=PositionGetDouble(POSITION_VOLUME);
   for(int i=OrdersTotal()-1; i>=0; i--)
      if(OrderGetTicket(i)!=0 && OrderGetInteger(ORDER_POSITION_ID)==0 && OrderGetInteger(ORDER_TYPE)!=ORDER_TYPE_CLOSE_BY)
         lots+=OrderGetDouble(ORDER_VOLUME_CURRENT);
   return(lots);
  }

//--- `pendingLots`: sent, and not seen at the broker yet
uchar CGuard::Allows(const FlTradeCommand &command,const double pendingLots,string &words) const
  {
   if(m_limits.entriesPaused || IsFlattened() || (m_limits.automationStopped && command.automated!=0))
      return(FL_TRADE_REFUSAL_HALTED);
   if(IsBreached())
     {
      words="equity floor "+DoubleToString(EquityFloor(),2);
      return(FL_TRADE_REFUSAL_GUARD_LOSS);
     }
   if(command.action==FL_TRADE_ACTION_MODIFY)
      return(FL_TRADE_REFUSAL_NONE);
   double most=MaxOrderLots();
   words="most "+DoubleToString(most,2)+" lots an order";
   if(most>0 && command.volume>most+FL_LOTS_DUST)
      return(FL_TRADE_REFUSAL_GUARD_LOTS);
   words="most "+DoubleToString(m_limits.maxTotalLots,2)+" lots in all";
   if(m_limits.maxTotalLots>0 && OpenLots()+pendingLots+command.volume>m_limits.maxTotalLots+FL_LOTS_DUST)
      return(FL_TRADE_REFUSAL_GUARD_LOTS);
   words="";
   return(FL_TRADE_REFUSAL_NONE);
  }

//--- says how the guard stands, after a change of its own or another program's
void CGuard::Step(CSession &session,const ulong now)
  {
   if(now<m_stepAt && !m_tell)
      return;
   m_stepAt=now+FL_GUARD_EVERY_MS;
   if(m_lossToShare>0)
      ShareLoss();
   HearLatch();
   if(!m_tell || !session.IsLive())
      return;
   FlGuardState state;
   ZeroMemory(state);
   state.version=m_limits.version;
   state.login=(ulong)AccountInfoInteger(ACCOUNT_LOGIN);
   PutText(state.server,AccountInfoString(ACCOUNT_SERVER));
   state.maxOrderLots=MaxOrderLots();
   state.maxTotalLots=m_limits.maxTotalLots;
   state.equityFloor=EquityFloor();
   state.entriesPaused=(uchar)m_limits.entriesPaused;
   state.automationStopped=(uchar)m_limits.automationStopped;
   state.flattened=(uchar)IsFlattened();
   state.ownLatch=(uchar)m_limits.ownLatch;
   state.cause=m_limits.cause;
   state.equity=AccountInfoDouble(ACCOUNT_EQUITY);
   session.control.Begin(FL_MSG_GUARD_STATE);
   session.control.Fields(state);
   if(!session.control.Send())
      return;
   m_tell=false;
   m_limits.told=m_limits.ownLatch;
  }

#endif
