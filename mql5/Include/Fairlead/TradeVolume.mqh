//+------------------------------------------------------------------+
//| TradeVolume.mqh: lots, as the symbol allows them                 |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEVOLUME_MQH
#define FAIRLEAD_TRADEVOLUME_MQH

#include "TradeSymbol.mqh"

//--- smaller than any volume step: what double arithmetic leaves behind
#define FL_LOTS_DUST 0.00000001

bool IsWholeSteps(const STradeSymbol &symbol,const double lots)
  {
   if(symbol.volumeStep<=0)
      return(true);
   double steps=lots/symbol.volumeStep;
   return(MathAbs(steps-MathRound(steps))<0.0001);
  }

//--- exactly the sum of steps, so that no dust reaches the broker
double ToStep(const STradeSymbol &symbol,const double lots)
  {
   if(symbol.volumeStep<=0)
      return(lots);
   return(NormalizeDouble(MathRound(lots/symbol.volumeStep)*symbol.volumeStep,8));
  }

//--- lots open and waiting on one side of a symbol, as SYMBOL_VOLUME_LIMIT counts them
double LotsOnSide(const string name,const bool sell)
  {
   double lots=0;
   for(int i=PositionsTotal()-1; i>=0; i--)
      if(PositionGetTicket(i)!=0 && PositionGetString(POSITION_SYMBOL)==name
         && (PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_SELL)==sell)
         lots+=PositionGetDouble(POSITION_VOLUME);
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      if(OrderGetTicket(i)==0 || OrderGetString(ORDER_SYMBOL)!=name)
         continue;
      long type=OrderGetInteger(ORDER_TYPE);
      bool sells=(type==ORDER_TYPE_SELL || type==ORDER_TYPE_SELL_LIMIT || type==ORDER_TYPE_SELL_STOP || type==ORDER_TYPE_SELL_STOP_LIMIT);
      if(sells==sell && type!=ORDER_TYPE_CLOSE_BY)
         lots+=OrderGetDouble(ORDER_VOLUME_CURRENT);
     }
   return(lots);
  }

uchar CheckOpeningVolume(const STradeSymbol &symbol,const double lots,const bool sell,string &words)
  {
   words=DoubleToString(symbol.volumeMin,2)+" to "+DoubleToString(symbol.volumeMax,2)+" step "+DoubleToString(symbol.volumeStep,2);
   if(lots<symbol.volumeMin-FL_LOTS_DUST || lots>symbol.volumeMax+FL_LOTS_DUST || !IsWholeSteps(symbol,lots))
      return(FL_TRADE_REFUSAL_INVALID_VOLUME);
   if(symbol.volumeLimit>0 && LotsOnSide(symbol.name,sell)+lots>symbol.volumeLimit+FL_LOTS_DUST)
     {
      words="limit "+DoubleToString(symbol.volumeLimit,2)+" lots a side";
      return(FL_TRADE_REFUSAL_INVALID_VOLUME);
     }
   words="";
   return(FL_TRADE_REFUSAL_NONE);
  }

//--- The whole remainder may always be closed. A part must be whole steps and leave a remainder that can be closed.
uchar CheckClosingVolume(const STradeSymbol &symbol,const double lots,const double remainder,string &words)
  {
   words="open "+DoubleToString(remainder,2);
   if(lots>remainder+FL_LOTS_DUST)
      return(FL_TRADE_REFUSAL_WOULD_REVERSE);
   words="";
   if(lots>remainder-FL_LOTS_DUST)
      return(FL_TRADE_REFUSAL_NONE);
   bool wrong=(lots<symbol.volumeMin-FL_LOTS_DUST || lots>symbol.volumeMax+FL_LOTS_DUST || !IsWholeSteps(symbol,lots)
               || remainder-lots<symbol.volumeMin-FL_LOTS_DUST);
   if(!wrong)
      return(FL_TRADE_REFUSAL_NONE);
   words="open "+DoubleToString(remainder,2)+", least "+DoubleToString(symbol.volumeMin,2);
   return(FL_TRADE_REFUSAL_INVALID_VOLUME);
  }

#endif
