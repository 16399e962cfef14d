//+------------------------------------------------------------------+
//| AccountCodes.mqh: MT5's words for accounts in the link's codes   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_ACCOUNTCODES_MQH
#define FAIRLEAD_ACCOUNTCODES_MQH

#include "Link.mqh"

//--- an unknown kind of account counts as real money
uchar TradeModeCode(void)
  {
   switch((ENUM_ACCOUNT_TRADE_MODE)AccountInfoInteger(ACCOUNT_TRADE_MODE))
     {
      case ACCOUNT_TRADE_MODE_DEMO:
         return(FL_TRADE_MODE_DEMO);
      case ACCOUNT_TRADE_MODE_CONTEST:
         return(FL_TRADE_MODE_CONTEST);
      default:
         return(FL_TRADE_MODE_REAL);
     }
  }

uchar MarginModeCode(void)
  {
   switch((ENUM_ACCOUNT_MARGIN_MODE)AccountInfoInteger(ACCOUNT_MARGIN_MODE))
     {
      case ACCOUNT_MARGIN_MODE_RETAIL_HEDGING:
         return(FL_MARGIN_MODE_HEDGING);
      case ACCOUNT_MARGIN_MODE_EXCHANGE:
         return(FL_MARGIN_MODE_EXCHANGE);
      default:
         return(FL_MARGIN_MODE_NETTING);
     }
  }

uchar ByeCode(const int reason)
  {
   switch(reason)
     {
      case REASON_PROGRAM:
         return(FL_BYE_REASON_PROGRAM);
      case REASON_REMOVE:
         return(FL_BYE_REASON_REMOVE);
      case REASON_RECOMPILE:
         return(FL_BYE_REASON_RECOMPILE);
      case REASON_CHARTCHANGE:
         return(FL_BYE_REASON_CHART_CHANGE);
      case REASON_CHARTCLOSE:
         return(FL_BYE_REASON_CHART_CLOSE);
      case REASON_PARAMETERS:
         return(FL_BYE_REASON_PARAMETERS);
      case REASON_ACCOUNT:
         return(FL_BYE_REASON_ACCOUNT);
      case REASON_TEMPLATE:
         return(FL_BYE_REASON_TEMPLATE);
      case REASON_INITFAILED:
         return(FL_BYE_REASON_INIT_FAILED);
      case REASON_CLOSE:
         return(FL_BYE_REASON_CLOSE);
      default:
         return(FL_BYE_REASON_OTHER);
     }
  }

//--- Algo Trading is on in the terminal, for this program and for this account
bool AlgoTradingAllowed(void)
  {
   return(TerminalInfoInteger(TERMINAL_TRADE_ALLOWED)!=0
          && MQLInfoInteger(MQL_TRADE_ALLOWED)!=0
          && AccountInfoInteger(ACCOUNT_TRADE_EXPERT)!=0
          && AccountInfoInteger(ACCOUNT_TRADE_ALLOWED)!=0);
  }

bool BrokerConnected(void)
  {
   return(TerminalInfoInteger(TERMINAL_CONNECTED)!=0);
  }

#endif
