//+------------------------------------------------------------------+
//| TradePrices.mqh: prices and stops, as symbol and market allow    |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEPRICES_MQH
#define FAIRLEAD_TRADEPRICES_MQH

#include "TradeSymbol.mqh"

//--- Stops lie on their side of the price they refer to, the stops level away. 0 = no stop.
uchar CheckStops(const STradeSymbol &symbol,const bool sell,const double reference,const double stopLoss,const double takeProfit,string &words)
  {
   double loss=sell ? Points(symbol,stopLoss,reference) : Points(symbol,reference,stopLoss);
   double gain=sell ? Points(symbol,reference,takeProfit) : Points(symbol,takeProfit,reference);
   bool wrong=(stopLoss>0 && (loss<=0 || loss<symbol.stopsLevel)) || (takeProfit>0 && (gain<=0 || gain<symbol.stopsLevel));
   if(!wrong)
      return(FL_TRADE_REFUSAL_NONE);
   words="price "+DoubleToString(reference,symbol.digits)+", least "+DoubleToString(symbol.stopsLevel,0)+" points";
   return(FL_TRADE_REFUSAL_INVALID_STOPS);
  }

//--- the price at which a position would be closed now, to which its stops refer
double ClosingPrice(const STradeSymbol &symbol,const bool sell)
  {
   return(sell ? symbol.ask : symbol.bid);
  }

double OpeningPrice(const STradeSymbol &symbol,const bool sell)
  {
   return(sell ? symbol.bid : symbol.ask);
  }

//--- how far a pending order's price is from the market on the side where it must be, in points
double PendingDistance(const STradeSymbol &symbol,const uchar kind,const double price)
  {
   switch(kind)
     {
      case FL_ORDER_KIND_BUY_LIMIT:
         return(Points(symbol,symbol.ask,price));
      case FL_ORDER_KIND_SELL_LIMIT:
         return(Points(symbol,price,symbol.bid));
      case FL_ORDER_KIND_BUY_STOP:
      case FL_ORDER_KIND_BUY_STOP_LIMIT:
         return(Points(symbol,price,symbol.ask));
     }
   return(Points(symbol,symbol.bid,price));
  }

//--- a stop limit's limit lies behind its stop: it waits for the price to come back
uchar CheckPendingPrices(const STradeSymbol &symbol,const uchar kind,const double price,const double stopLimit,string &words)
  {
   words="bid "+DoubleToString(symbol.bid,symbol.digits)+", ask "+DoubleToString(symbol.ask,symbol.digits);
   if(price<=0)
      return(FL_TRADE_REFUSAL_INVALID_PRICE);
   double distance=PendingDistance(symbol,kind,price);
   if(distance<=0 || distance<symbol.stopsLevel)
      return(FL_TRADE_REFUSAL_INVALID_PRICE);
   if(IsStopLimitKind(kind))
     {
      double behind=IsSell(kind) ? Points(symbol,stopLimit,price) : Points(symbol,price,stopLimit);
      if(stopLimit<=0 || behind<0 || behind<symbol.stopsLevel)
         return(FL_TRADE_REFUSAL_INVALID_PRICE);
     }
   words="";
   return(FL_TRADE_REFUSAL_NONE);
  }

//--- within the freeze level of the market nothing may be changed any more
bool IsFrozen(const STradeSymbol &symbol,const double level,const double market)
  {
   return(level>0 && symbol.freezeLevel>0 && MathAbs(Points(symbol,level,market))<=symbol.freezeLevel);
  }

//--- What the trader saw bounds the fill, also under market execution, where MT5 itself ignores the deviation.
uchar CheckSlippage(const STradeSymbol &symbol,const FlTradeCommand &command,const double market,string &words)
  {
   if(command.price<=0 || command.deviation==UINT_MAX)
      return(FL_TRADE_REFUSAL_NONE);
   double worse=IsSell(command.kind) ? Points(symbol,command.price,market) : Points(symbol,market,command.price);
   if(worse<=(double)command.deviation)
      return(FL_TRADE_REFUSAL_NONE);
   words="market "+DoubleToString(market,symbol.digits);
   return(FL_TRADE_REFUSAL_INVALID_PRICE);
  }

#endif
