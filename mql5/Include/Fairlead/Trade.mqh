//+------------------------------------------------------------------+
//| Trade.mqh: one command and what became of it                     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADE_MQH
#define FAIRLEAD_TRADE_MQH

#include "Link.mqh"

//--- duties that a filled position brings with it; a bit is set when it is done with
#define FL_DUTY_STOP  1
#define FL_DUTY_HOLD  2
//--- the close that a duty calls for has begun
#define FL_DUTY_CLOSE 4
//--- it was called for by a missing stop
#define FL_DUTY_UNSTOPPED 8

struct STrade
  {
   FlTradeCommand    command;
   FlTradeState      state;
   //--- broker ms when MT5 was called and when the first fill was made, 0 = not yet
   long              calledMs;
   long              filledMs;
   uchar             dutiesDone;
   //--- known to this run only
   ulong             calledAt;
   ulong             filledAt;
   //--- the newest deal and closed order that were known before the call: what is wanted is newer; 0 = search all
   ulong             sinceDeal;
   ulong             sinceOrder;
   bool              untold;
   bool              answered;
  };

//--- milliseconds from `then` to `now`. A pass takes the time once, and what happens during it may be stamped later.
ulong Since(const ulong then,const ulong now)
  {
   return(now>then ? now-then : 0);
  }

bool IsFinal(const uchar status)
  {
   return(status==FL_TRADE_STATUS_REFUSED || status==FL_TRADE_STATUS_DONE || status==FL_TRADE_STATUS_REJECTED
          || status==FL_TRADE_STATUS_ENDED);
  }

//--- the last eight bytes of an intent: a UUIDv7's random half
ulong IntentKey(const uchar &intent[])
  {
   ulong key=0;
   for(int i=8; i<16; i++)
      key=(key<<8)|(ulong)intent[i];
   return(key);
  }

bool SameIntent(const uchar &a[],const uchar &b[])
  {
   for(int i=0; i<16; i++)
      if(a[i]!=b[i])
         return(false);
   return(true);
  }

//--- takes lots off a position by a deal
bool IsClose(const FlTradeCommand &command)
  {
   return(command.action==FL_TRADE_ACTION_DEAL && command.position!=0);
  }

//--- equal in everything a trader asked for; fence and epoch belong to the way, not to the wish
bool SameWish(const FlTradeCommand &a,const FlTradeCommand &b)
  {
   uchar left[];
   uchar right[];
   FlTradeCommand x=a;
   FlTradeCommand y=b;
   x.fence=0;
   y.fence=0;
   x.bridgeEpoch=0;
   y.bridgeEpoch=0;
   StructToCharArray(x,left,0);
   StructToCharArray(y,right,0);
   return(ArrayCompare(left,right)==0);
  }

//--- the position must still be watched for its stop or for its time
bool HasDuties(const STrade &trade)
  {
   if(trade.state.status==FL_TRADE_STATUS_REFUSED || trade.state.status==FL_TRADE_STATUS_REJECTED || !TakesRisk(trade.command))
      return(false);
   bool stop=trade.command.stopWithinMs!=0 && (trade.dutiesDone&FL_DUTY_STOP)==0;
   bool hold=trade.command.holdMs!=0 && (trade.dutiesDone&FL_DUTY_HOLD)==0;
   return(stop || hold);
  }

bool IsSell(const uchar kind)
  {
   return(kind==FL_ORDER_KIND_SELL || kind==FL_ORDER_KIND_SELL_LIMIT || kind==FL_ORDER_KIND_SELL_STOP
          || kind==FL_ORDER_KIND_SELL_STOP_LIMIT);
  }

bool IsMarketKind(const uchar kind)
  {
   return(kind==FL_ORDER_KIND_BUY || kind==FL_ORDER_KIND_SELL);
  }

bool IsPendingKind(const uchar kind)
  {
   return(kind>=FL_ORDER_KIND_BUY_LIMIT && kind<=FL_ORDER_KIND_SELL_STOP_LIMIT);
  }

bool IsStopLimitKind(const uchar kind)
  {
   return(kind==FL_ORDER_KIND_BUY_STOP_LIMIT || kind==FL_ORDER_KIND_SELL_STOP_LIMIT);
  }

//--- opens or may open a position, or changes an order that will
bool TakesRisk(const FlTradeCommand &command)
  {
   switch(command.action)
     {
      case FL_TRADE_ACTION_DEAL:
         return(command.position==0);
      case FL_TRADE_ACTION_PENDING:
      case FL_TRADE_ACTION_MODIFY:
         return(true);
     }
   return(false);
  }

//--- creates an order, which carries the command's magic
bool MakesOrder(const uchar action)
  {
   return(action==FL_TRADE_ACTION_DEAL || action==FL_TRADE_ACTION_PENDING || action==FL_TRADE_ACTION_CLOSE_BY);
  }

#endif
