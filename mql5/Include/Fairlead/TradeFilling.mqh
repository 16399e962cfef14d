//+------------------------------------------------------------------+
//| TradeFilling.mqh: how much of an order must be filled at once,   |
//| and how long it rests. Both as the symbol allows.                |
//| mql5.com/en/docs/constants/environment_state/marketinfoconstants |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEFILLING_MQH
#define FAIRLEAD_TRADEFILLING_MQH

#include "TradeSymbol.mqh"

//--- Market orders: all or nothing where the symbol allows it, else what can be had. RETURN is refused under market
//--- execution and always allowed elsewhere. Request and instant execution fill whole in any mode.
uchar ChooseFilling(const STradeSymbol &symbol,ENUM_ORDER_TYPE_FILLING &filling)
  {
   filling=ORDER_FILLING_FOK;
   if(symbol.execution==SYMBOL_TRADE_EXECUTION_REQUEST || symbol.execution==SYMBOL_TRADE_EXECUTION_INSTANT)
      return(FL_TRADE_REFUSAL_NONE);
   if((symbol.fillingFlags&SYMBOL_FILLING_FOK)!=0)
      return(FL_TRADE_REFUSAL_NONE);
   filling=ORDER_FILLING_IOC;
   if((symbol.fillingFlags&SYMBOL_FILLING_IOC)!=0)
      return(FL_TRADE_REFUSAL_NONE);
   filling=ORDER_FILLING_RETURN;
   return(symbol.execution==SYMBOL_TRADE_EXECUTION_EXCHANGE ? FL_TRADE_REFUSAL_NONE : FL_TRADE_REFUSAL_FILLING_UNSUPPORTED);
  }

//--- SYMBOL_EXPIRATION_MODE: until cancelled 1, day 2, date and time 4, day of a date 8
uchar ChooseLife(const STradeSymbol &symbol,const FlTradeCommand &command,ENUM_ORDER_TYPE_TIME &life,datetime &expiry)
  {
   int needed=SYMBOL_EXPIRATION_GTC;
   life=ORDER_TIME_GTC;
   expiry=0;
   switch(command.life)
     {
      case FL_ORDER_LIFE_GTC:
         break;
      case FL_ORDER_LIFE_DAY:
         needed=SYMBOL_EXPIRATION_DAY;
         life=ORDER_TIME_DAY;
         break;
      case FL_ORDER_LIFE_SPECIFIED:
         needed=SYMBOL_EXPIRATION_SPECIFIED;
         life=ORDER_TIME_SPECIFIED;
         break;
      case FL_ORDER_LIFE_SPECIFIED_DAY:
         needed=SYMBOL_EXPIRATION_SPECIFIED_DAY;
         life=ORDER_TIME_SPECIFIED_DAY;
         break;
      default:
         return(FL_TRADE_REFUSAL_MALFORMED);
     }
   if((symbol.expiryFlags&needed)==0)
      return(FL_TRADE_REFUSAL_EXPIRY_UNSUPPORTED);
   if(life!=ORDER_TIME_SPECIFIED && life!=ORDER_TIME_SPECIFIED_DAY)
      return(FL_TRADE_REFUSAL_NONE);
   expiry=(datetime)(command.expiryMs/1000);
   //--- a dated day lasts until its end
   datetime ends=(life==ORDER_TIME_SPECIFIED) ? expiry : expiry-expiry%86400+86399;
   return(ends>TimeTradeServer() ? FL_TRADE_REFUSAL_NONE : FL_TRADE_REFUSAL_EXPIRY_UNSUPPORTED);
  }

#endif
