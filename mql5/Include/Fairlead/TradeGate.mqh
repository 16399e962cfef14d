//+------------------------------------------------------------------+
//| TradeGate.mqh: whether a command may be sent at all, before its  |
//| own content counts. Asked again right before MT5 is called.      |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEGATE_MQH
#define FAIRLEAD_TRADEGATE_MQH

#include "AccountCodes.mqh"
#include "Bytes.mqh"
#include "Guard.mqh"
#include "Lease.mqh"
#include "Ownership.mqh"
#include "Trade.mqh"

bool IsNumber(const double value)
  {
   return(MathIsValidNumber(value) && value>=0 && value<1000000000000.0);
  }

//--- a command that no bridge of this version would send
bool IsMalformed(const FlTradeCommand &command)
  {
   bool numbers=IsNumber(command.volume) && IsNumber(command.price) && IsNumber(command.stopLimit)
                && IsNumber(command.stopLoss) && IsNumber(command.takeProfit) && command.expiryMs>=0;
   if(!numbers || command.magic==0 || IntentKey(command.intent)==0 || command.symbol[0]==0)
      return(true);
   switch(command.action)
     {
      case FL_TRADE_ACTION_DEAL:
         return(!IsMarketKind(command.kind) || command.volume<=0 || (command.reduceOnly!=0 && command.position==0));
      case FL_TRADE_ACTION_PENDING:
         return(!IsPendingKind(command.kind) || command.volume<=0 || command.price<=0 || command.reduceOnly!=0);
      case FL_TRADE_ACTION_STOPS:
         return(command.position==0);
      case FL_TRADE_ACTION_MODIFY:
         return(!IsPendingKind(command.kind) || command.order==0 || command.price<=0);
      case FL_TRADE_ACTION_REMOVE:
         return(command.order==0);
      case FL_TRADE_ACTION_CLOSE_BY:
         return(command.position==0 || command.positionBy==0 || command.position==command.positionBy);
     }
   return(true);
  }

//--- the account that MT5 is logged in to this moment, not the one the session began with
bool IsThisAccount(const FlTradeCommand &command)
  {
   return((long)command.login==AccountInfoInteger(ACCOUNT_LOGIN) && GetText(command.server)==AccountInfoString(ACCOUNT_SERVER));
  }

//--- Account, epoch and fence: who may speak for this account. FL_TRADE_REFUSAL_*
uchar CheckPlace(const FlTradeCommand &command,const COwnership &ownership,const CLease &lease)
  {
   if(!IsThisAccount(command))
      return(FL_TRADE_REFUSAL_WRONG_ACCOUNT);
   if(command.bridgeEpoch<lease.HighestEpoch() || command.bridgeEpoch<COwnership::HighestEpoch())
      return(FL_TRADE_REFUSAL_STALE_EPOCH);
   if(!ownership.Holds(command.fence))
      return(FL_TRADE_REFUSAL_NOT_OWNER);
   return(FL_TRADE_REFUSAL_NONE);
  }

//--- What opens or grows a position needs the bridge's lease, no latch, and room under the guard's limits.
uchar CheckRisk(const FlTradeCommand &command,const CSession &session,const CLease &lease,const CGuard &guard,const double pendingLots,string &words)
  {
   if(!TakesRisk(command))
      return(FL_TRADE_REFUSAL_NONE);
   if(session.ReduceOnly())
      return(FL_TRADE_REFUSAL_REDUCE_ONLY);
   if(!lease.MayTakeRisk(session))
      return(FL_TRADE_REFUSAL_LEASE_NOT_HELD);
   if(command.automated!=0 && command.stopLoss<=0 && command.stopWithinMs==0)
      return(FL_TRADE_REFUSAL_STOP_REQUIRED);
   return(guard.Allows(command,pendingLots,words));
  }

//--- permissions and connection, as they are this moment
uchar CheckTerminal(void)
  {
   if(!AlgoTradingAllowed())
      return(FL_TRADE_REFUSAL_ALGO_TRADING_OFF);
   if(!BrokerConnected())
      return(FL_TRADE_REFUSAL_BROKER_DISCONNECTED);
   return(FL_TRADE_REFUSAL_NONE);
  }

#endif
