//+------------------------------------------------------------------+
//| TradeCodes.mqh: MT5's words for orders and positions in the      |
//| link's codes. What MT5 adds later is `other`: shown, not guessed |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADECODES_MQH
#define FAIRLEAD_TRADECODES_MQH

#include "Link.mqh"

uchar OrderKindCode(const ENUM_ORDER_TYPE type)
  {
   switch(type)
     {
      case ORDER_TYPE_BUY:
         return(FL_ORDER_KIND_BUY);
      case ORDER_TYPE_SELL:
         return(FL_ORDER_KIND_SELL);
      case ORDER_TYPE_BUY_LIMIT:
         return(FL_ORDER_KIND_BUY_LIMIT);
      case ORDER_TYPE_SELL_LIMIT:
         return(FL_ORDER_KIND_SELL_LIMIT);
      case ORDER_TYPE_BUY_STOP:
         return(FL_ORDER_KIND_BUY_STOP);
      case ORDER_TYPE_SELL_STOP:
         return(FL_ORDER_KIND_SELL_STOP);
      case ORDER_TYPE_BUY_STOP_LIMIT:
         return(FL_ORDER_KIND_BUY_STOP_LIMIT);
      case ORDER_TYPE_SELL_STOP_LIMIT:
         return(FL_ORDER_KIND_SELL_STOP_LIMIT);
      case ORDER_TYPE_CLOSE_BY:
         return(FL_ORDER_KIND_CLOSE_BY);
     }
   return(FL_ORDER_KIND_OTHER);
  }

uchar OrderStateCode(const ENUM_ORDER_STATE state)
  {
   switch(state)
     {
      case ORDER_STATE_STARTED:
         return(FL_ORDER_STATE_STARTED);
      case ORDER_STATE_PLACED:
         return(FL_ORDER_STATE_PLACED);
      case ORDER_STATE_CANCELED:
         return(FL_ORDER_STATE_CANCELLED);
      case ORDER_STATE_PARTIAL:
         return(FL_ORDER_STATE_PARTIAL);
      case ORDER_STATE_FILLED:
         return(FL_ORDER_STATE_FILLED);
      case ORDER_STATE_REJECTED:
         return(FL_ORDER_STATE_REJECTED);
      case ORDER_STATE_EXPIRED:
         return(FL_ORDER_STATE_EXPIRED);
      case ORDER_STATE_REQUEST_ADD:
         return(FL_ORDER_STATE_REQUEST_ADD);
      case ORDER_STATE_REQUEST_MODIFY:
         return(FL_ORDER_STATE_REQUEST_MODIFY);
      case ORDER_STATE_REQUEST_CANCEL:
         return(FL_ORDER_STATE_REQUEST_CANCEL);
     }
   return(FL_ORDER_STATE_OTHER);
  }

uchar OrderLifeCode(const ENUM_ORDER_TYPE_TIME life)
  {
   switch(life)
     {
      case ORDER_TIME_GTC:
         return(FL_ORDER_LIFE_GTC);
      case ORDER_TIME_DAY:
         return(FL_ORDER_LIFE_DAY);
      case ORDER_TIME_SPECIFIED:
         return(FL_ORDER_LIFE_SPECIFIED);
      case ORDER_TIME_SPECIFIED_DAY:
         return(FL_ORDER_LIFE_SPECIFIED_DAY);
     }
   return(FL_ORDER_LIFE_OTHER);
  }

uchar OrderOriginCode(const ENUM_ORDER_REASON reason)
  {
   switch(reason)
     {
      case ORDER_REASON_CLIENT:
         return(FL_ORIGIN_CLIENT);
      case ORDER_REASON_MOBILE:
         return(FL_ORIGIN_MOBILE);
      case ORDER_REASON_WEB:
         return(FL_ORIGIN_WEB);
      case ORDER_REASON_EXPERT:
         return(FL_ORIGIN_EXPERT);
      case ORDER_REASON_SL:
         return(FL_ORIGIN_STOP_LOSS);
      case ORDER_REASON_TP:
         return(FL_ORIGIN_TAKE_PROFIT);
      case ORDER_REASON_SO:
         return(FL_ORIGIN_STOP_OUT);
     }
   return(FL_ORIGIN_OTHER);
  }

uchar PositionOriginCode(const ENUM_POSITION_REASON reason)
  {
   switch(reason)
     {
      case POSITION_REASON_CLIENT:
         return(FL_ORIGIN_CLIENT);
      case POSITION_REASON_MOBILE:
         return(FL_ORIGIN_MOBILE);
      case POSITION_REASON_WEB:
         return(FL_ORIGIN_WEB);
      case POSITION_REASON_EXPERT:
         return(FL_ORIGIN_EXPERT);
     }
   return(FL_ORIGIN_OTHER);
  }

#endif
