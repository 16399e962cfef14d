//+------------------------------------------------------------------+
//| Safety.mqh: guard, duties and flatten of one program, and what   |
//| sets them off. Nothing here needs the bridge. The EA alone acts  |
//| on lapse, loss and its button: a terminal has one who flattens.  |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SAFETY_MQH
#define FAIRLEAD_SAFETY_MQH

#include "Duties.mqh"
#include "TradeDesk.mqh"

class CSafety
  {
private:
   uchar             m_role;
   long              m_login;
   string            m_server;

   bool              IsOtherAccount(void) const { return(AccountInfoInteger(ACCOUNT_LOGIN)!=m_login || AccountInfoString(ACCOUNT_SERVER)!=m_server); }
   void              Act(CLease &lease,CTradeDesk &desk,const ulong now);

public:
   CGuard            guard;
   CFlatten          flatten;
   CDuties           duties;

   void              Start(const uchar role,CTradeDesk &desk);
   void              BeginSession(CTradeDesk &desk);
   bool              TakeResult(const MqlTradeRequest &request,const MqlTradeResult &result) { return(flatten.closer.TakeResult(request,result)); }
   void              TakeFlatten(CSession &session,CTradeDesk &desk,const CLease &lease);
   void              FollowAccount(CTradeDesk &desk);
   void              PressFlatten(CTradeDesk &desk);
   void              Step(CSession &session,CLease &lease,CTradeDesk &desk,const ulong now);
  };

void CSafety::Start(const uchar role,CTradeDesk &desk)
  {
   m_role=role;
   m_login=AccountInfoInteger(ACCOUNT_LOGIN);
   m_server=AccountInfoString(ACCOUNT_SERVER);
   if(role==FL_ROLE_EA)
      AdoptShared();
   guard.Start(role);
   flatten.Start(role,GetPointer(desk.claims));
   duties.Start();
   flatten.Resume(desk.journal);
  }

void CSafety::BeginSession(CTradeDesk &desk)
  {
   guard.TellAgain();
   flatten.TellAgain();
  }

//--- A service lives on when MT5 logs in to another account, whose guard, flatten and duties are others. Whatever works on
//--- an account asks this first: a flatten that was under way goes on when MT5 is back.
void CSafety::FollowAccount(CTradeDesk &desk)
  {
   desk.FollowAccount();
   if(IsOtherAccount())
      Start(m_role,desk);
  }

void CSafety::TakeFlatten(CSession &session,CTradeDesk &desk,const CLease &lease)
  {
   FollowAccount(desk);
   flatten.Take(session,desk.journal,lease.HighestEpoch());
  }

//--- the button on the chart: latched, so that nothing opens anew
void CSafety::PressFlatten(CTradeDesk &desk)
  {
   FollowAccount(desk);
   guard.Latch(FL_FLATTEN_CAUSE_PANEL_BUTTON);
   flatten.BeginOwn(FL_FLATTEN_CAUSE_PANEL_BUTTON,FL_FLATTEN_SCOPE_ACCOUNT,desk.journal);
  }

void CSafety::Act(CLease &lease,CTradeDesk &desk,const ulong now)
  {
   if(lease.TakeFlatten())
      flatten.BeginOwn(FL_FLATTEN_CAUSE_LEASE_LAPSED,FL_FLATTEN_SCOPE_AUTOMATED,desk.journal);
   if(guard.MustClose(now) && !guard.IsLatched())
     {
      Print("Fairlead: the equity floor is reached; everything is closed and no new risk is taken.");
      guard.Latch(FL_FLATTEN_CAUSE_GUARD_LOSS);
     }
   //--- flat, and kept flat
   if(guard.IsFlattened() && !flatten.IsActive() && PositionsTotal()+OrdersTotal()>0)
      flatten.BeginOwn(guard.Cause(),FL_FLATTEN_SCOPE_ACCOUNT,desk.journal);
  }

void CSafety::Step(CSession &session,CLease &lease,CTradeDesk &desk,const ulong now)
  {
   FollowAccount(desk);
   if(m_role==FL_ROLE_EA && BrokerConnected())
      Act(lease,desk,now);
   guard.Step(session,now);
   if(m_role==FL_ROLE_COMMAND_SERVICE)
      flatten.closer.FetchResults(now);
   duties.Step(desk.journal,flatten.closer,session,now);
   flatten.Step(session,desk.IsOpening(),now);
  }

#endif
