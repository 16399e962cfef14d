//+------------------------------------------------------------------+
//| CloseClaims.mqh: which closes of a netting position are under    |
//| way, in every program of the terminal. Two of them, each small   |
//| enough by itself, could together turn the position over. So each |
//| close is claimed first, then all claims are counted against what |
//| is open, and what does not fit is taken back. A claim ends when  |
//| the broker's records show what became of its close.              |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CLOSECLAIMS_MQH
#define FAIRLEAD_CLOSECLAIMS_MQH

#include "AccountNames.mqh"
#include "CloseMagic.mqh"
#include "TradeEvidence.mqh"

//--- a claim is a temporary global variable of the terminal, <prefix><account key>.<position>.<slot>: the magic without
//--- its tag; the same with .lots beside it
#define FL_CLAIM_PREFIX    "Fairlead.close."
#define FL_CLAIM_SLOTS     16
//--- Without any trace for so long, connected all the time: the broker never got it (the bridge's rule of silence).
#define FL_DOUBT_MS        180000
#define FL_CLAIM_LOOK_MS   20
#define FL_CLAIM_STEP_MS   500
//--- a deal is in the records and the position does not show it: waited for so long
#define FL_CLAIM_SETTLE_MS 2000

struct SClaim
  {
   ulong             position;
   ulong             magic;
   //--- broker ms of the call, or of when it was first seen here
   long              calledMs;
   ulong             lookAt;
   ulong             countedAt;
   ulong             quietMs;
   ulong             settleAt;
   double            left;
   //--- the broker's records know the order
   bool              traced;
  };

class CCloseClaims
  {
private:
   SClaim            m_known[];
   int               m_count;
   ulong             m_stepAt;

   static string     Slot(const ulong position,const int slot);
   static double     LotsOf(const string name);
   static bool       Shows(const ulong position,const STrade &trade);
   static void       End(const ulong position,const ulong magic);
   int               Know(const ulong position,const ulong magic,const long calledMs);
   void              Forget(const int at);
   void              Count(const int at,const ulong now);
   double            Left(const ulong position,const ulong magic,const double lots,const ulong now);
   double            Sum(const ulong position,const ulong now);
   bool              Put(const ulong position,const ulong magic,const double lots);

public:
                     CCloseClaims(void) { Start(); }
   void              Start(void) { m_count=0; m_stepAt=0; ArrayResize(m_known,0,16); }
   void              Hint(void);
   double            UnderWay(const ulong position,const ulong now);
   bool              Claim(const ulong position,const ulong magic,const double lots,const ulong now);
   void              Restore(const ulong position,const ulong magic,const double lots,const long calledMs);
   void              Release(const ulong position,const ulong magic);
   void              Rejected(const ulong ticket,const ulong magic);
   bool              Has(const ulong position,const ulong magic) const;
   void              Step(const ulong now);
  };

string CCloseClaims::Slot(const ulong position,const int slot)
  {
   return(FL_CLAIM_PREFIX+AccountKey()+StringFormat(".%I64u.%d",position,slot));
  }

//--- a claim whose lots are not written yet, or are being taken away, counts as everything
double CCloseClaims::LotsOf(const string name)
  {
   double lots=0;
   return(GlobalVariableGet(name+".lots",lots) && lots>0 ? lots : DBL_MAX);
  }

int CCloseClaims::Know(const ulong position,const ulong magic,const long calledMs)
  {
   for(int i=0; i<m_count; i++)
      if(m_known[i].position==position && m_known[i].magic==magic)
         return(i);
   int at=m_count++;
   ArrayResize(m_known,m_count,16);
   ZeroMemory(m_known[at]);
   m_known[at].position=position;
   m_known[at].magic=magic;
   m_known[at].calledMs=calledMs;
   m_known[at].left=DBL_MAX;
   m_known[at].countedAt=GetTickCount64();
   return(at);
  }

void CCloseClaims::Forget(const int at)
  {
   m_known[at]=m_known[m_count-1];
   m_count--;
   ArrayResize(m_known,m_count,16);
  }

//--- a trade event: what is known may be old
void CCloseClaims::Hint(void)
  {
   for(int i=0; i<m_count; i++)
      m_known[i].lookAt=0;
  }

//--- time without a trace counts only while the broker is connected, and begins anew with each connection
void CCloseClaims::Count(const int at,const ulong now)
  {
   if(TerminalInfoInteger(TERMINAL_CONNECTED)==0)
      m_known[at].quietMs=0;
   else
      m_known[at].quietMs+=MathMin(Since(m_known[at].countedAt,now),2*FL_CLAIM_STEP_MS);
   m_known[at].countedAt=now;
  }

//--- MT5 may show an order, its deals and what they did to the position one after another: lots count as gone when all
//--- three agree.
bool CCloseClaims::Shows(const ulong position,const STrade &trade)
  {
   double executed=trade.state.volume;
   long dealtMs=(executed>0) ? HistoryDealGetInteger(trade.state.deal,DEAL_TIME_MSC) : 0;
   if(IsFinal(trade.state.status) && HistoryOrderSelect(trade.state.order)
      && HistoryOrderGetDouble(trade.state.order,ORDER_VOLUME_INITIAL)-HistoryOrderGetDouble(trade.state.order,ORDER_VOLUME_CURRENT)>executed+FL_LOTS_DUST)
      return(false);
   return(SelectPosition(position)==0 || PositionGetInteger(POSITION_TIME_UPDATE_MSC)>=dealtMs);
  }

//--- Lots that this close may still take off the position; 0 = its end is known and the position shows it.
double CCloseClaims::Left(const ulong position,const ulong magic,const double lots,const ulong now)
  {
   int at=Know(position,magic,(long)TimeTradeServer()*1000);
   Count(at,now);
   if(now<m_known[at].lookAt)
      return(MathMin(lots,m_known[at].left));
   m_known[at].lookAt=now+FL_CLAIM_LOOK_MS;
   STrade trade;
   ZeroMemory(trade);
   trade.command.action=FL_TRADE_ACTION_DEAL;
   trade.command.magic=magic;
   trade.calledMs=m_known[at].calledMs;
   trade.state.status=FL_TRADE_STATUS_SENDING;
   ReadEvidence(trade);
   double executed=trade.state.volume;
   m_known[at].left=lots;
   m_known[at].traced=(trade.state.order!=0);
   if(!m_known[at].traced)
      return(m_known[at].quietMs>=FL_DOUBT_MS ? 0 : lots);
   m_known[at].quietMs=0;
   bool shows=Shows(position,trade);
   if(!shows && m_known[at].settleAt==0)
      m_known[at].settleAt=now+FL_CLAIM_SETTLE_MS;
   if(!shows && now<m_known[at].settleAt)
      return(lots);
   m_known[at].settleAt=0;
   m_known[at].left=IsFinal(trade.state.status) ? 0 : MathMax(0,lots-executed);
   return(m_known[at].left);
  }

//--- lots of every claim of a position; those that have come to their end are taken away
double CCloseClaims::Sum(const ulong position,const ulong now)
  {
   double sum=0;
   for(int slot=0; slot<FL_CLAIM_SLOTS; slot++)
     {
      string name=Slot(position,slot);
      double value=0;
      if(!GlobalVariableGet(name,value))
         continue;
      ulong magic=ClaimedMagic(value);
      double left=Left(position,magic,LotsOf(name),now);
      if(left<=0)
         Release(position,magic);
      sum=(left>=DBL_MAX || sum>=DBL_MAX) ? DBL_MAX : sum+left;
     }
   return(sum);
  }

//--- Lots of a position that closes under way may take off it: all claims, and the market orders against it that nobody
//--- has claimed: another program's, or ours from before a crash.
double CCloseClaims::UnderWay(const ulong position,const ulong now)
  {
   double sum=Sum(position,now);
   if(SelectPosition(position)==0 || sum>=DBL_MAX)
      return(sum);
   string symbol=PositionGetString(POSITION_SYMBOL);
   ENUM_ORDER_TYPE closing=(PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_BUY) ? ORDER_TYPE_SELL : ORDER_TYPE_BUY;
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      if(OrderGetTicket(i)==0 || OrderGetString(ORDER_SYMBOL)!=symbol || OrderGetInteger(ORDER_TYPE)!=closing)
         continue;
      if(!Has(position,(ulong)OrderGetInteger(ORDER_MAGIC)))
         sum+=OrderGetDouble(ORDER_VOLUME_CURRENT);
     }
   return(sum);
  }

bool CCloseClaims::Put(const ulong position,const ulong magic,const double lots)
  {
   for(int slot=0; slot<FL_CLAIM_SLOTS; slot++)
     {
      string name=Slot(position,slot);
      if(!GlobalVariableTemp(name))
         continue;
      GlobalVariableTemp(name+".lots");
      GlobalVariableSet(name+".lots",lots);
      return(GlobalVariableSet(name,ClaimValue(magic))!=0);
     }
   return(false);
  }

//--- True: this close may be sent now. Claimed before it is counted, so that of two programs at the same moment at least
//--- one sees both. What is known of the others is looked up afresh.
bool CCloseClaims::Claim(const ulong position,const ulong magic,const double lots,const ulong now)
  {
   if(!Put(position,magic,lots))
      return(false);
   Hint();
   m_known[Know(position,magic,(long)TimeTradeServer()*1000)].lookAt=now+FL_CLAIM_LOOK_MS;
   double under=UnderWay(position,now);
   double open=(SelectPosition(position)==0) ? 0 : PositionGetDouble(POSITION_VOLUME);
   if(under<=open+FL_LOTS_DUST)
      return(true);
   Release(position,magic);
   return(false);
  }

//--- a close that was under way when its program died, or the terminal
void CCloseClaims::Restore(const ulong position,const ulong magic,const double lots,const long calledMs)
  {
   if((long)TimeTradeServer()*1000-calledMs>FL_DOUBT_MS)
      return;
   Know(position,magic,calledMs);
   if(!Has(position,magic))
      Put(position,magic,lots);
  }

bool CCloseClaims::Has(const ulong position,const ulong magic) const
  {
   double value=0;
   for(int slot=0; slot<FL_CLAIM_SLOTS; slot++)
      if(GlobalVariableGet(Slot(position,slot),value) && ClaimedMagic(value)==magic)
         return(true);
   return(false);
  }

//--- of this very claim: the slot may have become another's meanwhile
void CCloseClaims::End(const ulong position,const ulong magic)
  {
   for(int slot=0; slot<FL_CLAIM_SLOTS; slot++)
     {
      string name=Slot(position,slot);
      if(!GlobalVariableSetOnCondition(name,0,ClaimValue(magic)))
         continue;
      GlobalVariableDel(name+".lots");
      GlobalVariableDel(name);
      return;
     }
  }

void CCloseClaims::Release(const ulong position,const ulong magic)
  {
   End(position,magic);
   for(int i=m_count-1; i>=0; i--)
      if(m_known[i].position==position && m_known[i].magic==magic)
         Forget(i);
  }

//--- The server said no, to any program of this terminal. What its records show counts more.
void CCloseClaims::Rejected(const ulong ticket,const ulong magic)
  {
   ulong position=PositionSelectByTicket(ticket) ? (ulong)PositionGetInteger(POSITION_IDENTIFIER) : ticket;
   if(!Has(position,magic))
      return;
   Hint();
   Left(position,magic,DBL_MAX,GetTickCount64());
   if(!m_known[Know(position,magic,0)].traced)
      Release(position,magic);
  }

void CCloseClaims::Step(const ulong now)
  {
   if(now<m_stepAt)
      return;
   m_stepAt=now+FL_CLAIM_STEP_MS;
   for(int i=m_count-1; i>=0; i--)
     {
      ulong position=m_known[i].position;
      if(!Has(position,m_known[i].magic))
         Forget(i);
      else
         Sum(position,now);
      i=MathMin(i,m_count);
     }
  }

#endif
