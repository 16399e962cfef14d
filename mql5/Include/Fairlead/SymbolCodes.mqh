//+------------------------------------------------------------------+
//| SymbolCodes.mqh: MT5's words for symbols in the link's codes     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SYMBOLCODES_MQH
#define FAIRLEAD_SYMBOLCODES_MQH

#include "Link.mqh"

//--- a mode that MT5 learns later counts as disabled: nothing is traded on a guess
uchar SymbolTradeModeCode(const ENUM_SYMBOL_TRADE_MODE mode)
  {
   switch(mode)
     {
      case SYMBOL_TRADE_MODE_LONGONLY:
         return(FL_SYMBOL_TRADE_MODE_LONG_ONLY);
      case SYMBOL_TRADE_MODE_SHORTONLY:
         return(FL_SYMBOL_TRADE_MODE_SHORT_ONLY);
      case SYMBOL_TRADE_MODE_CLOSEONLY:
         return(FL_SYMBOL_TRADE_MODE_CLOSE_ONLY);
      case SYMBOL_TRADE_MODE_FULL:
         return(FL_SYMBOL_TRADE_MODE_FULL);
      default:
         return(FL_SYMBOL_TRADE_MODE_DISABLED);
     }
  }

uchar ExecutionCode(const ENUM_SYMBOL_TRADE_EXECUTION execution)
  {
   switch(execution)
     {
      case SYMBOL_TRADE_EXECUTION_REQUEST:
         return(FL_EXECUTION_MODE_REQUEST);
      case SYMBOL_TRADE_EXECUTION_INSTANT:
         return(FL_EXECUTION_MODE_INSTANT);
      case SYMBOL_TRADE_EXECUTION_MARKET:
         return(FL_EXECUTION_MODE_MARKET);
      case SYMBOL_TRADE_EXECUTION_EXCHANGE:
         return(FL_EXECUTION_MODE_EXCHANGE);
     }
   return(FL_EXECUTION_MODE_OTHER);
  }

uchar CalcModeCode(const ENUM_SYMBOL_CALC_MODE mode)
  {
   switch(mode)
     {
      case SYMBOL_CALC_MODE_FOREX:
         return(FL_CALC_MODE_FOREX);
      case SYMBOL_CALC_MODE_FOREX_NO_LEVERAGE:
         return(FL_CALC_MODE_FOREX_NO_LEVERAGE);
      case SYMBOL_CALC_MODE_FUTURES:
         return(FL_CALC_MODE_FUTURES);
      case SYMBOL_CALC_MODE_CFD:
         return(FL_CALC_MODE_CFD);
      case SYMBOL_CALC_MODE_CFDINDEX:
         return(FL_CALC_MODE_CFD_INDEX);
      case SYMBOL_CALC_MODE_CFDLEVERAGE:
         return(FL_CALC_MODE_CFD_LEVERAGE);
      case SYMBOL_CALC_MODE_EXCH_STOCKS:
         return(FL_CALC_MODE_EXCHANGE_STOCKS);
      case SYMBOL_CALC_MODE_EXCH_FUTURES:
         return(FL_CALC_MODE_EXCHANGE_FUTURES);
      case SYMBOL_CALC_MODE_EXCH_BONDS:
         return(FL_CALC_MODE_EXCHANGE_BONDS);
      case SYMBOL_CALC_MODE_SERV_COLLATERAL:
         return(FL_CALC_MODE_COLLATERAL);
      default:
         return(FL_CALC_MODE_OTHER);
     }
  }

#endif
