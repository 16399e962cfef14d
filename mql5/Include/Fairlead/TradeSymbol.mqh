//+------------------------------------------------------------------+
//| TradeSymbol.mqh: what a symbol allows, read anew for each command|
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADESYMBOL_MQH
#define FAIRLEAD_TRADESYMBOL_MQH

#include "Trade.mqh"

struct STradeSymbol
  {
   string            name;
   int               digits;
   double            point;
   double            tickSize;
   double            volumeMin;
   double            volumeMax;
   double            volumeStep;
   double            volumeLimit;
   int               fillingFlags;
   int               expiryFlags;
   int               orderFlags;
   ENUM_SYMBOL_TRADE_EXECUTION execution;
   ENUM_SYMBOL_TRADE_MODE mode;
   double            stopsLevel;
   double            freezeLevel;
   double            bid;
   double            ask;
  };

//--- FL_TRADE_REFUSAL_*
uchar ReadTradeSymbol(const string name,STradeSymbol &symbol)
  {
   ZeroMemory(symbol);
   if(name=="" || !SymbolSelect(name,true))
      return(FL_TRADE_REFUSAL_UNKNOWN_SYMBOL);
   symbol.name=name;
   symbol.digits=(int)SymbolInfoInteger(name,SYMBOL_DIGITS);
   symbol.point=SymbolInfoDouble(name,SYMBOL_POINT);
   symbol.tickSize=SymbolInfoDouble(name,SYMBOL_TRADE_TICK_SIZE);
   if(symbol.tickSize<=0)
      symbol.tickSize=symbol.point;
   symbol.volumeMin=SymbolInfoDouble(name,SYMBOL_VOLUME_MIN);
   symbol.volumeMax=SymbolInfoDouble(name,SYMBOL_VOLUME_MAX);
   symbol.volumeStep=SymbolInfoDouble(name,SYMBOL_VOLUME_STEP);
   symbol.volumeLimit=SymbolInfoDouble(name,SYMBOL_VOLUME_LIMIT);
   symbol.fillingFlags=(int)SymbolInfoInteger(name,SYMBOL_FILLING_MODE);
   symbol.expiryFlags=(int)SymbolInfoInteger(name,SYMBOL_EXPIRATION_MODE);
   symbol.orderFlags=(int)SymbolInfoInteger(name,SYMBOL_ORDER_MODE);
   symbol.execution=(ENUM_SYMBOL_TRADE_EXECUTION)SymbolInfoInteger(name,SYMBOL_TRADE_EXEMODE);
   symbol.mode=(ENUM_SYMBOL_TRADE_MODE)SymbolInfoInteger(name,SYMBOL_TRADE_MODE);
   symbol.stopsLevel=(double)SymbolInfoInteger(name,SYMBOL_TRADE_STOPS_LEVEL);
   symbol.freezeLevel=(double)SymbolInfoInteger(name,SYMBOL_TRADE_FREEZE_LEVEL);
   MqlTick tick;
   if(symbol.point<=0 || symbol.tickSize<=0 || !SymbolInfoTick(name,tick) || tick.bid<=0 || tick.ask<=0)
      return(FL_TRADE_REFUSAL_NO_QUOTE);
   symbol.bid=tick.bid;
   symbol.ask=tick.ask;
   return(FL_TRADE_REFUSAL_NONE);
  }

//--- to the next step of the price scale
double ToTick(const STradeSymbol &symbol,const double price)
  {
   return(NormalizeDouble(MathRound(price/symbol.tickSize)*symbol.tickSize,symbol.digits));
  }

//--- whole and tenth points only: what double arithmetic leaves behind does not decide
double Points(const STradeSymbol &symbol,const double above,const double below)
  {
   return(MathRound((above-below)/symbol.point*10.0)/10.0);
  }

uchar CheckTradeMode(const STradeSymbol &symbol,const bool sell)
  {
   switch(symbol.mode)
     {
      case SYMBOL_TRADE_MODE_FULL:
         return(FL_TRADE_REFUSAL_NONE);
      case SYMBOL_TRADE_MODE_LONGONLY:
         return(sell ? FL_TRADE_REFUSAL_SYMBOL_TRADE_MODE : FL_TRADE_REFUSAL_NONE);
      case SYMBOL_TRADE_MODE_SHORTONLY:
         return(sell ? FL_TRADE_REFUSAL_NONE : FL_TRADE_REFUSAL_SYMBOL_TRADE_MODE);
     }
   return(FL_TRADE_REFUSAL_SYMBOL_TRADE_MODE);
  }

//--- SYMBOL_ORDER_MODE: market 1, limit 2, stop 4, stop limit 8, stop loss 16, take profit 32, close-by 64
uchar CheckOrderMode(const STradeSymbol &symbol,const uchar kind,const double stopLoss,const double takeProfit)
  {
   int needed=SYMBOL_ORDER_MARKET;
   switch(kind)
     {
      case FL_ORDER_KIND_BUY_LIMIT:
      case FL_ORDER_KIND_SELL_LIMIT:
         needed=SYMBOL_ORDER_LIMIT;
         break;
      case FL_ORDER_KIND_BUY_STOP:
      case FL_ORDER_KIND_SELL_STOP:
         needed=SYMBOL_ORDER_STOP;
         break;
      case FL_ORDER_KIND_BUY_STOP_LIMIT:
      case FL_ORDER_KIND_SELL_STOP_LIMIT:
         needed=SYMBOL_ORDER_STOP_LIMIT;
         break;
      case FL_ORDER_KIND_CLOSE_BY:
         needed=SYMBOL_ORDER_CLOSEBY;
         break;
     }
   if(stopLoss>0)
      needed|=SYMBOL_ORDER_SL;
   if(takeProfit>0)
      needed|=SYMBOL_ORDER_TP;
   return((symbol.orderFlags&needed)==needed ? FL_TRADE_REFUSAL_NONE : FL_TRADE_REFUSAL_KIND_UNSUPPORTED);
  }

#endif
