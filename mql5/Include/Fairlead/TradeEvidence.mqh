//+------------------------------------------------------------------+
//| TradeEvidence.mqh: what orders, history and positions say of a   |
//| command. Orders are found by magic, once; then by their ticket.  |
//| Stops, modifications and removals are read from what they change.|
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEEVIDENCE_MQH
#define FAIRLEAD_TRADEEVIDENCE_MQH

#include "Trade.mqh"
#include "TradeRequests.mqh"

//--- The broker's clock and ours differ: history is searched from so long before the call.
#define FL_EVIDENCE_EARLIER_S 60
#define FL_EVIDENCE_LATER_S   86400

//--- A deal or order that only inherited a position's magic was not asked for by the command.
bool IsAskedDeal(const ENUM_DEAL_REASON reason)
  {
   return(reason!=DEAL_REASON_SL && reason!=DEAL_REASON_TP && reason!=DEAL_REASON_SO && reason!=DEAL_REASON_CLIENT
          && reason!=DEAL_REASON_MOBILE && reason!=DEAL_REASON_WEB);
  }

bool IsAskedOrder(const ENUM_ORDER_REASON reason)
  {
   return(reason!=ORDER_REASON_SL && reason!=ORDER_REASON_TP && reason!=ORDER_REASON_SO && reason!=ORDER_REASON_CLIENT
          && reason!=ORDER_REASON_MOBILE && reason!=ORDER_REASON_WEB);
  }

ulong LiveOrderOf(const ulong magic)
  {
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket!=0 && (ulong)OrderGetInteger(ORDER_MAGIC)==magic && IsAskedOrder((ENUM_ORDER_REASON)OrderGetInteger(ORDER_REASON)))
         return(ticket);
     }
   return(0);
  }

//--- In the list that HistorySelect chose, newest first, down to what was known before the call.
ulong PastOrderOf(const ulong magic,const ulong sinceDeal,const ulong sinceOrder)
  {
   for(int i=HistoryDealsTotal()-1; i>=0; i--)
     {
      ulong deal=HistoryDealGetTicket(i);
      if(deal==sinceDeal)
         break;
      if((ulong)HistoryDealGetInteger(deal,DEAL_MAGIC)==magic && IsAskedDeal((ENUM_DEAL_REASON)HistoryDealGetInteger(deal,DEAL_REASON)))
         return((ulong)HistoryDealGetInteger(deal,DEAL_ORDER));
     }
   for(int i=HistoryOrdersTotal()-1; i>=0; i--)
     {
      ulong order=HistoryOrderGetTicket(i);
      if(order==sinceOrder)
         break;
      if((ulong)HistoryOrderGetInteger(order,ORDER_MAGIC)==magic && IsAskedOrder((ENUM_ORDER_REASON)HistoryOrderGetInteger(order,ORDER_REASON)))
         return(order);
     }
   return(0);
  }

void SelectSince(const long calledMs)
  {
   long from=calledMs/1000-FL_EVIDENCE_EARLIER_S;
   HistorySelect((datetime)MathMax(from,0),TimeTradeServer()+FL_EVIDENCE_LATER_S);
  }

//--- sums the deals of an order in the list that is selected; false when none is there (yet)
bool SumDealsOf(const ulong order,STrade &trade)
  {
   double lots=0;
   double worth=0;
   long first=0;
   for(int i=0; i<HistoryDealsTotal(); i++)
     {
      ulong deal=HistoryDealGetTicket(i);
      if((ulong)HistoryDealGetInteger(deal,DEAL_ORDER)!=order)
         continue;
      double volume=HistoryDealGetDouble(deal,DEAL_VOLUME);
      lots+=volume;
      worth+=volume*HistoryDealGetDouble(deal,DEAL_PRICE);
      trade.state.deal=deal;
      trade.state.position=(ulong)HistoryDealGetInteger(deal,DEAL_POSITION_ID);
      if(first==0)
         first=HistoryDealGetInteger(deal,DEAL_TIME_MSC);
     }
   if(lots<=0)
      return(false);
   trade.state.volume=NormalizeDouble(lots,8);
   trade.state.price=worth/lots;
   if(trade.filledMs==0)
      trade.filledMs=first;
   return(true);
  }

//--- by its position, which holds few deals; should the order not name it (yet), by the time since the call
bool ReadDealsOf(const ulong order,const ulong position,STrade &trade)
  {
   if(position!=0 && HistorySelectByPosition((long)position) && SumDealsOf(order,trade))
      return(true);
   SelectSince(trade.calledMs);
   return(SumDealsOf(order,trade));
  }

//--- the order is open at the broker
void ReadLiveOrder(STrade &trade)
  {
   double executed=OrderGetDouble(ORDER_VOLUME_INITIAL)-OrderGetDouble(ORDER_VOLUME_CURRENT);
   ulong position=(ulong)OrderGetInteger(ORDER_POSITION_ID);
   trade.state.price=OrderGetDouble(ORDER_PRICE_OPEN);
   if(executed<=FL_LOTS_DUST)
     {
      trade.state.status=FL_TRADE_STATUS_ACCEPTED;
      return;
     }
   trade.state.status=FL_TRADE_STATUS_PARTIAL;
   trade.state.volume=NormalizeDouble(executed,8);
   ReadDealsOf(trade.state.order,position,trade);
  }

//--- The order is closed. One that is filled waits for its deals: MT5 may show the order first.
void ReadPastOrder(STrade &trade)
  {
   ulong order=trade.state.order;
   ENUM_ORDER_STATE state=(ENUM_ORDER_STATE)HistoryOrderGetInteger(order,ORDER_STATE);
   ulong position=(ulong)HistoryOrderGetInteger(order,ORDER_POSITION_ID);
   bool dealt=ReadDealsOf(order,position,trade);
   switch(state)
     {
      case ORDER_STATE_FILLED:
         trade.state.status=dealt ? FL_TRADE_STATUS_DONE : FL_TRADE_STATUS_ACCEPTED;
         break;
      case ORDER_STATE_REJECTED:
         trade.state.status=dealt ? FL_TRADE_STATUS_ENDED : FL_TRADE_STATUS_REJECTED;
         if(!dealt && trade.state.retcode<TRADE_RETCODE_REQUOTE)
            trade.state.retcode=TRADE_RETCODE_REJECT;
         break;
      case ORDER_STATE_CANCELED:
      case ORDER_STATE_EXPIRED:
      case ORDER_STATE_PARTIAL:
         trade.state.status=FL_TRADE_STATUS_ENDED;
         break;
     }
  }

//--- a command that made an order
void ReadOrderTrade(STrade &trade)
  {
   if(trade.state.order==0)
      trade.state.order=LiveOrderOf(trade.command.magic);
   if(trade.state.order==0)
     {
      SelectSince(trade.calledMs);
      trade.state.order=PastOrderOf(trade.command.magic,trade.sinceDeal,trade.sinceOrder);
     }
   if(trade.state.order==0)
      return;
   if(OrderSelect(trade.state.order))
      ReadLiveOrder(trade);
   else
      if(HistoryOrderSelect(trade.state.order))
         ReadPastOrder(trade);
  }

bool SamePrice(const double a,const double b,const double tick)
  {
   return(MathAbs(a-b)<tick*0.5);
  }

//--- A position that is not among the open ones is closed only when its deals say so: a terminal that has just begun, or
//--- logs in to another account, shows none at all for a while.
bool IsClosedPosition(const ulong identifier)
  {
   if(SelectPosition(identifier)!=0 || !HistorySelectByPosition((long)identifier))
      return(false);
   double open=0;
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong deal=HistoryDealGetTicket(i);
      double volume=HistoryDealGetDouble(deal,DEAL_VOLUME);
      open+=(HistoryDealGetInteger(deal,DEAL_ENTRY)==DEAL_ENTRY_IN) ? volume : -volume;
     }
   return(total>0 && open<=FL_LOTS_DUST);
  }

void EndWith(STrade &trade,const uchar status,const string words)
  {
   trade.state.status=status;
   PutText(trade.state.words,words);
  }

void ReadStopsTrade(STrade &trade)
  {
   double tick=SymbolInfoDouble(GetText(trade.command.symbol),SYMBOL_TRADE_TICK_SIZE);
   trade.state.position=trade.command.position;
   if(SelectPosition(trade.command.position)==0)
     {
      if(IsClosedPosition(trade.command.position))
         EndWith(trade,FL_TRADE_STATUS_ENDED,"the position is closed");
      return;
     }
   if(SamePrice(PositionGetDouble(POSITION_SL),trade.command.stopLoss,tick) && SamePrice(PositionGetDouble(POSITION_TP),trade.command.takeProfit,tick))
      trade.state.status=FL_TRADE_STATUS_DONE;
  }

void ReadModifyTrade(STrade &trade)
  {
   double tick=SymbolInfoDouble(GetText(trade.command.symbol),SYMBOL_TRADE_TICK_SIZE);
   trade.state.order=trade.command.order;
   if(!OrderSelect(trade.command.order))
     {
      if(HistoryOrderSelect(trade.command.order))
         EndWith(trade,FL_TRADE_STATUS_ENDED,"the order is closed");
      return;
     }
   bool same=SamePrice(OrderGetDouble(ORDER_PRICE_OPEN),trade.command.price,tick)
             && SamePrice(OrderGetDouble(ORDER_SL),trade.command.stopLoss,tick)
             && SamePrice(OrderGetDouble(ORDER_TP),trade.command.takeProfit,tick)
             && OrderLifeCode((ENUM_ORDER_TYPE_TIME)OrderGetInteger(ORDER_TYPE_TIME))==trade.command.life;
   if(IsStopLimitKind(trade.command.kind))
      same=same && SamePrice(OrderGetDouble(ORDER_PRICE_STOPLIMIT),trade.command.stopLimit,tick);
   if(trade.command.life==FL_ORDER_LIFE_SPECIFIED)
      same=same && OrderGetInteger(ORDER_TIME_EXPIRATION)==trade.command.expiryMs/1000;
   if(!same)
      return;
   trade.state.status=FL_TRADE_STATUS_DONE;
   trade.state.price=OrderGetDouble(ORDER_PRICE_OPEN);
  }

//--- an order that was filled before it could be taken away was not taken away
void ReadRemoveTrade(STrade &trade)
  {
   trade.state.order=trade.command.order;
   if(OrderSelect(trade.command.order) || !HistoryOrderSelect(trade.command.order))
      return;
   if(HistoryOrderGetInteger(trade.command.order,ORDER_STATE)==ORDER_STATE_FILLED)
      EndWith(trade,FL_TRADE_STATUS_REJECTED,"the order was filled first");
   else
      trade.state.status=FL_TRADE_STATUS_DONE;
  }

//--- Looks for what became of a command that is not final; true when something was learnt. What HistorySelect had
//--- chosen before is lost.
bool ReadEvidence(STrade &trade)
  {
   uchar status=trade.state.status;
   double volume=trade.state.volume;
   ulong order=trade.state.order;
   switch(trade.command.action)
     {
      case FL_TRADE_ACTION_STOPS:
         ReadStopsTrade(trade);
         break;
      case FL_TRADE_ACTION_MODIFY:
         ReadModifyTrade(trade);
         break;
      case FL_TRADE_ACTION_REMOVE:
         ReadRemoveTrade(trade);
         break;
      default:
         ReadOrderTrade(trade);
     }
   if(trade.state.status==status && trade.state.volume==volume && trade.state.order==order)
      return(false);
   if(trade.state.status==FL_TRADE_STATUS_DONE || (trade.state.status==FL_TRADE_STATUS_ACCEPTED && trade.state.order!=0))
      trade.state.retcode=TRADE_RETCODE_DONE;
   return(true);
  }

#endif
