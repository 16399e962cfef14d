//+------------------------------------------------------------------+
//| TradeRetcodes.mqh: what a return code of the trade server means  |
//| for a command (mql5.com/en/docs/constants/errorswarnings/        |
//| enum_trade_return_codes). No code ever means "send it again".    |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADERETCODES_MQH
#define FAIRLEAD_TRADERETCODES_MQH

enum ENUM_FL_VERDICT
  {
   FL_VERDICT_ACCEPTED,   // taken; orders, deals and positions tell the rest
   FL_VERDICT_REJECTED,   // final: nothing was done
   FL_VERDICT_UNKNOWN     // it may have been done all the same
  };

//--- Timeout, lost connection and a processing error say nothing about what the server did. A code that MT5 has not
//--- named yet says nothing either.
ENUM_FL_VERDICT VerdictOf(const uint retcode)
  {
   switch(retcode)
     {
      case TRADE_RETCODE_PLACED:
      case TRADE_RETCODE_DONE:
      case TRADE_RETCODE_DONE_PARTIAL:
         return(FL_VERDICT_ACCEPTED);
      case TRADE_RETCODE_REQUOTE:
      case TRADE_RETCODE_REJECT:
      case TRADE_RETCODE_CANCEL:
      case TRADE_RETCODE_INVALID:
      case TRADE_RETCODE_INVALID_VOLUME:
      case TRADE_RETCODE_INVALID_PRICE:
      case TRADE_RETCODE_INVALID_STOPS:
      case TRADE_RETCODE_TRADE_DISABLED:
      case TRADE_RETCODE_MARKET_CLOSED:
      case TRADE_RETCODE_NO_MONEY:
      case TRADE_RETCODE_PRICE_CHANGED:
      case TRADE_RETCODE_PRICE_OFF:
      case TRADE_RETCODE_INVALID_EXPIRATION:
      case TRADE_RETCODE_ORDER_CHANGED:
      case TRADE_RETCODE_TOO_MANY_REQUESTS:
      case TRADE_RETCODE_NO_CHANGES:
      case TRADE_RETCODE_SERVER_DISABLES_AT:
      case TRADE_RETCODE_CLIENT_DISABLES_AT:
      case TRADE_RETCODE_LOCKED:
      case TRADE_RETCODE_FROZEN:
      case TRADE_RETCODE_INVALID_FILL:
      case TRADE_RETCODE_ONLY_REAL:
      case TRADE_RETCODE_LIMIT_ORDERS:
      case TRADE_RETCODE_LIMIT_VOLUME:
      case TRADE_RETCODE_INVALID_ORDER:
      case TRADE_RETCODE_POSITION_CLOSED:
      case TRADE_RETCODE_INVALID_CLOSE_VOLUME:
      case TRADE_RETCODE_CLOSE_ORDER_EXIST:
      case TRADE_RETCODE_LIMIT_POSITIONS:
      case TRADE_RETCODE_REJECT_CANCEL:
      case TRADE_RETCODE_LONG_ONLY:
      case TRADE_RETCODE_SHORT_ONLY:
      case TRADE_RETCODE_CLOSE_ONLY:
      case TRADE_RETCODE_FIFO_CLOSE:
      case TRADE_RETCODE_HEDGE_PROHIBITED:
         return(FL_VERDICT_REJECTED);
     }
   return(FL_VERDICT_UNKNOWN);
  }

#endif
