//+------------------------------------------------------------------+
//| TradeRequests.mqh: a command as MT5's request, checked against   |
//| symbol, market, position and order as they are this moment. The  |
//| server checks again; what fails here is never sent.              |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEREQUESTS_MQH
#define FAIRLEAD_TRADEREQUESTS_MQH

#include "AccountCodes.mqh"
#include "Bytes.mqh"
#include "TradeCodes.mqh"
#include "TradeFilling.mqh"
#include "TradePrices.mqh"
#include "TradeVolume.mqh"

//--- how far the price may move under instant execution when the trader set no bound
#define FL_ANY_DEVIATION 100000

ENUM_ORDER_TYPE OrderTypeOf(const uchar kind)
  {
   switch(kind)
     {
      case FL_ORDER_KIND_SELL:
         return(ORDER_TYPE_SELL);
      case FL_ORDER_KIND_BUY_LIMIT:
         return(ORDER_TYPE_BUY_LIMIT);
      case FL_ORDER_KIND_SELL_LIMIT:
         return(ORDER_TYPE_SELL_LIMIT);
      case FL_ORDER_KIND_BUY_STOP:
         return(ORDER_TYPE_BUY_STOP);
      case FL_ORDER_KIND_SELL_STOP:
         return(ORDER_TYPE_SELL_STOP);
      case FL_ORDER_KIND_BUY_STOP_LIMIT:
         return(ORDER_TYPE_BUY_STOP_LIMIT);
      case FL_ORDER_KIND_SELL_STOP_LIMIT:
         return(ORDER_TYPE_SELL_STOP_LIMIT);
      case FL_ORDER_KIND_CLOSE_BY:
         return(ORDER_TYPE_CLOSE_BY);
     }
   return(ORDER_TYPE_BUY);
  }

//--- Selects the open position of an identifier; its ticket, 0 when it is gone. The ticket is the identifier until a
//--- swap or a reversal gives the position a new one.
ulong SelectPosition(const ulong identifier)
  {
   if(identifier==0)
      return(0);
   if(PositionSelectByTicket(identifier) && (ulong)PositionGetInteger(POSITION_IDENTIFIER)==identifier)
      return(identifier);
   for(int i=PositionsTotal()-1; i>=0; i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && (ulong)PositionGetInteger(POSITION_IDENTIFIER)==identifier)
         return(ticket);
     }
   return(0);
  }

void SetStops(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request)
  {
   request.sl=(command.stopLoss>0) ? ToTick(symbol,command.stopLoss) : 0;
   request.tp=(command.takeProfit>0) ? ToTick(symbol,command.takeProfit) : 0;
  }

//--- Market execution ignores price and deviation; instant execution wants the market's price and bounds the slippage.
uchar SetMarket(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   double market=OpeningPrice(symbol,IsSell(command.kind));
   uchar refusal=CheckSlippage(symbol,command,market,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=ChooseFilling(symbol,request.type_filling);
   bool instant=(symbol.execution==SYMBOL_TRADE_EXECUTION_INSTANT || symbol.execution==SYMBOL_TRADE_EXECUTION_REQUEST);
   request.price=(instant && command.price>0) ? ToTick(symbol,command.price) : market;
   request.deviation=(command.deviation==UINT_MAX) ? FL_ANY_DEVIATION : (ulong)command.deviation;
   return(refusal);
  }

uchar BuildOpen(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   bool sell=IsSell(command.kind);
   request.action=TRADE_ACTION_DEAL;
   request.volume=ToStep(symbol,command.volume);
   SetStops(symbol,command,request);
   uchar refusal=CheckTradeMode(symbol,sell);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckOrderMode(symbol,command.kind,command.stopLoss,command.takeProfit);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckOpeningVolume(symbol,command.volume,sell,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckStops(symbol,sell,ClosingPrice(symbol,sell),request.sl,request.tp,words);
   return(refusal==FL_TRADE_REFUSAL_NONE ? SetMarket(symbol,command,request,words) : refusal);
  }

//--- On either kind of account a close names the position and deals against it, never for more than is left of it.
uchar BuildClose(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   request.action=TRADE_ACTION_DEAL;
   request.position=SelectPosition(command.position);
   if(request.position==0 || PositionGetString(POSITION_SYMBOL)!=symbol.name)
      return(FL_TRADE_REFUSAL_POSITION_GONE);
   bool sells=(PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_BUY);
   if(IsSell(command.kind)!=sells)
     {
      words="the position is on the other side";
      return(FL_TRADE_REFUSAL_WOULD_REVERSE);
     }
   if(symbol.mode==SYMBOL_TRADE_MODE_DISABLED)
      return(FL_TRADE_REFUSAL_SYMBOL_TRADE_MODE);
   double remainder=PositionGetDouble(POSITION_VOLUME);
   uchar refusal=CheckClosingVolume(symbol,command.volume,remainder,words);
   if(refusal!=FL_TRADE_REFUSAL_NONE)
      return(refusal);
   double market=ClosingPrice(symbol,!sells);
   if(IsFrozen(symbol,PositionGetDouble(POSITION_SL),market) || IsFrozen(symbol,PositionGetDouble(POSITION_TP),market))
      return(FL_TRADE_REFUSAL_FROZEN);
   request.volume=(command.volume>remainder-FL_LOTS_DUST) ? remainder : ToStep(symbol,command.volume);
   return(SetMarket(symbol,command,request,words));
  }

//--- a resting order is never cut short: RETURN, whatever the symbol allows market orders
uchar BuildPending(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   bool sell=IsSell(command.kind);
   request.action=TRADE_ACTION_PENDING;
   request.volume=ToStep(symbol,command.volume);
   request.price=ToTick(symbol,command.price);
   request.stoplimit=IsStopLimitKind(command.kind) ? ToTick(symbol,command.stopLimit) : 0;
   request.type_filling=ORDER_FILLING_RETURN;
   SetStops(symbol,command,request);
   uchar refusal=CheckTradeMode(symbol,sell);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckOrderMode(symbol,command.kind,command.stopLoss,command.takeProfit);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckOpeningVolume(symbol,command.volume,sell,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckPendingPrices(symbol,command.kind,request.price,request.stoplimit,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckStops(symbol,sell,request.stoplimit>0 ? request.stoplimit : request.price,request.sl,request.tp,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=ChooseLife(symbol,command,request.type_time,request.expiration);
   return(refusal);
  }

//--- a level that stays where it is may be nearer to the market than a new one may be placed
uchar BuildStops(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   request.action=TRADE_ACTION_SLTP;
   request.position=SelectPosition(command.position);
   if(request.position==0 || PositionGetString(POSITION_SYMBOL)!=symbol.name)
      return(FL_TRADE_REFUSAL_POSITION_GONE);
   bool sell=(PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_SELL);
   double oldLoss=PositionGetDouble(POSITION_SL);
   double oldProfit=PositionGetDouble(POSITION_TP);
   double market=ClosingPrice(symbol,sell);
   SetStops(symbol,command,request);
   if(IsFrozen(symbol,oldLoss,market) || IsFrozen(symbol,oldProfit,market))
      return(FL_TRADE_REFUSAL_FROZEN);
   uchar refusal=CheckOrderMode(symbol,FL_ORDER_KIND_BUY,command.stopLoss,command.takeProfit);
   if(refusal!=FL_TRADE_REFUSAL_NONE)
      return(refusal);
   double movedLoss=(request.sl==oldLoss) ? 0 : request.sl;
   double movedProfit=(request.tp==oldProfit) ? 0 : request.tp;
   return(CheckStops(symbol,sell,market,movedLoss,movedProfit,words));
  }

//--- the order selected by OrderSelect is one that rests
bool IsResting(void)
  {
   long type=OrderGetInteger(ORDER_TYPE);
   return(type!=ORDER_TYPE_BUY && type!=ORDER_TYPE_SELL && type!=ORDER_TYPE_CLOSE_BY);
  }

uchar BuildModify(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   request.action=TRADE_ACTION_MODIFY;
   request.order=command.order;
   if(!OrderSelect(command.order) || !IsResting() || OrderGetString(ORDER_SYMBOL)!=symbol.name)
      return(FL_TRADE_REFUSAL_ORDER_GONE);
   uchar kind=OrderKindCode((ENUM_ORDER_TYPE)OrderGetInteger(ORDER_TYPE));
   if(kind!=command.kind)
      return(FL_TRADE_REFUSAL_MALFORMED);
   double old=OrderGetDouble(ORDER_PRICE_OPEN);
   request.price=ToTick(symbol,command.price);
   request.stoplimit=IsStopLimitKind(kind) ? ToTick(symbol,command.stopLimit) : 0;
   request.type=OrderTypeOf(kind);
   request.type_filling=(ENUM_ORDER_TYPE_FILLING)OrderGetInteger(ORDER_TYPE_FILLING);
   SetStops(symbol,command,request);
   bool sell=IsSell(kind);
   if(IsFrozen(symbol,old,OpeningPrice(symbol,sell)))
      return(FL_TRADE_REFUSAL_FROZEN);
   uchar refusal=CheckOrderMode(symbol,kind,command.stopLoss,command.takeProfit);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckPendingPrices(symbol,kind,request.price,request.stoplimit,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckStops(symbol,sell,request.stoplimit>0 ? request.stoplimit : request.price,request.sl,request.tp,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=ChooseLife(symbol,command,request.type_time,request.expiration);
   return(refusal);
  }

uchar BuildRemove(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request)
  {
   request.action=TRADE_ACTION_REMOVE;
   request.order=command.order;
   if(!OrderSelect(command.order) || !IsResting() || OrderGetString(ORDER_SYMBOL)!=symbol.name)
      return(FL_TRADE_REFUSAL_ORDER_GONE);
   bool sell=IsSell(OrderKindCode((ENUM_ORDER_TYPE)OrderGetInteger(ORDER_TYPE)));
   return(IsFrozen(symbol,OrderGetDouble(ORDER_PRICE_OPEN),OpeningPrice(symbol,sell)) ? FL_TRADE_REFUSAL_FROZEN : FL_TRADE_REFUSAL_NONE);
  }

uchar BuildCloseBy(const STradeSymbol &symbol,const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   request.action=TRADE_ACTION_CLOSE_BY;
   if(MarginModeCode()!=FL_MARGIN_MODE_HEDGING)
     {
      words="needs a hedging account";
      return(FL_TRADE_REFUSAL_KIND_UNSUPPORTED);
     }
   request.position_by=SelectPosition(command.positionBy);
   if(request.position_by==0 || PositionGetString(POSITION_SYMBOL)!=symbol.name)
      return(FL_TRADE_REFUSAL_POSITION_GONE);
   long other=PositionGetInteger(POSITION_TYPE);
   request.position=SelectPosition(command.position);
   if(request.position==0 || PositionGetString(POSITION_SYMBOL)!=symbol.name)
      return(FL_TRADE_REFUSAL_POSITION_GONE);
   if(PositionGetInteger(POSITION_TYPE)==other)
      return(FL_TRADE_REFUSAL_MALFORMED);
   return(CheckOrderMode(symbol,FL_ORDER_KIND_CLOSE_BY,0,0));
  }

//--- FL_TRADE_REFUSAL_*; `words` get the number that a refusal is about
uchar BuildRequest(const FlTradeCommand &command,MqlTradeRequest &request,string &words)
  {
   ZeroMemory(request);
   words="";
   STradeSymbol symbol;
   uchar refusal=ReadTradeSymbol(GetText(command.symbol),symbol);
   //--- taking an order away needs no market
   if(refusal!=FL_TRADE_REFUSAL_NONE && !(refusal==FL_TRADE_REFUSAL_NO_QUOTE && command.action==FL_TRADE_ACTION_REMOVE))
      return(refusal);
   request.magic=command.magic;
   request.symbol=symbol.name;
   request.type=OrderTypeOf(command.kind);
   request.comment=GetText(command.comment);
   switch(command.action)
     {
      case FL_TRADE_ACTION_DEAL:
         return(command.position==0 ? BuildOpen(symbol,command,request,words) : BuildClose(symbol,command,request,words));
      case FL_TRADE_ACTION_PENDING:
         return(BuildPending(symbol,command,request,words));
      case FL_TRADE_ACTION_STOPS:
         return(BuildStops(symbol,command,request,words));
      case FL_TRADE_ACTION_MODIFY:
         return(BuildModify(symbol,command,request,words));
      case FL_TRADE_ACTION_REMOVE:
         return(BuildRemove(symbol,command,request));
      case FL_TRADE_ACTION_CLOSE_BY:
         return(BuildCloseBy(symbol,command,request,words));
     }
   return(FL_TRADE_REFUSAL_MALFORMED);
  }

#endif
