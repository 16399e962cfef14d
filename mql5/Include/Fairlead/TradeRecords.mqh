//+------------------------------------------------------------------+
//| TradeRecords.mqh: deals and closed orders of the selected history|
//| as the link's records, and their frames                          |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADERECORDS_MQH
#define FAIRLEAD_TRADERECORDS_MQH

#include "DealCodes.mqh"
#include "Session.mqh"
#include "TradeCodes.mqh"

#define FL_HISTORY_A_FRAME 200

void ReadDeal(const ulong ticket,FlDeal &deal)
  {
   ZeroMemory(deal);
   deal.ticket=ticket;
   deal.order=(ulong)HistoryDealGetInteger(ticket,DEAL_ORDER);
   deal.position=(ulong)HistoryDealGetInteger(ticket,DEAL_POSITION_ID);
   PutText(deal.symbol,HistoryDealGetString(ticket,DEAL_SYMBOL));
   deal.kind=DealKindCode((ENUM_DEAL_TYPE)HistoryDealGetInteger(ticket,DEAL_TYPE));
   deal.entry=DealEntryCode((ENUM_DEAL_ENTRY)HistoryDealGetInteger(ticket,DEAL_ENTRY));
   deal.volume=HistoryDealGetDouble(ticket,DEAL_VOLUME);
   deal.price=HistoryDealGetDouble(ticket,DEAL_PRICE);
   deal.stopLoss=HistoryDealGetDouble(ticket,DEAL_SL);
   deal.takeProfit=HistoryDealGetDouble(ticket,DEAL_TP);
   deal.profit=HistoryDealGetDouble(ticket,DEAL_PROFIT);
   deal.swap=HistoryDealGetDouble(ticket,DEAL_SWAP);
   deal.commission=HistoryDealGetDouble(ticket,DEAL_COMMISSION);
   deal.fee=HistoryDealGetDouble(ticket,DEAL_FEE);
   deal.magic=(ulong)HistoryDealGetInteger(ticket,DEAL_MAGIC);
   deal.timeMs=HistoryDealGetInteger(ticket,DEAL_TIME_MSC);
   deal.origin=DealOriginCode((ENUM_DEAL_REASON)HistoryDealGetInteger(ticket,DEAL_REASON));
   PutText(deal.comment,HistoryDealGetString(ticket,DEAL_COMMENT));
  }

void ReadClosedOrder(const ulong ticket,FlClosedOrder &order)
  {
   ZeroMemory(order);
   order.ticket=ticket;
   PutText(order.symbol,HistoryOrderGetString(ticket,ORDER_SYMBOL));
   order.kind=OrderKindCode((ENUM_ORDER_TYPE)HistoryOrderGetInteger(ticket,ORDER_TYPE));
   order.state=OrderStateCode((ENUM_ORDER_STATE)HistoryOrderGetInteger(ticket,ORDER_STATE));
   order.life=OrderLifeCode((ENUM_ORDER_TYPE_TIME)HistoryOrderGetInteger(ticket,ORDER_TYPE_TIME));
   order.volumeInitial=HistoryOrderGetDouble(ticket,ORDER_VOLUME_INITIAL);
   order.volumeCurrent=HistoryOrderGetDouble(ticket,ORDER_VOLUME_CURRENT);
   order.price=HistoryOrderGetDouble(ticket,ORDER_PRICE_OPEN);
   order.stopLimit=HistoryOrderGetDouble(ticket,ORDER_PRICE_STOPLIMIT);
   order.stopLoss=HistoryOrderGetDouble(ticket,ORDER_SL);
   order.takeProfit=HistoryOrderGetDouble(ticket,ORDER_TP);
   order.magic=(ulong)HistoryOrderGetInteger(ticket,ORDER_MAGIC);
   order.position=(ulong)HistoryOrderGetInteger(ticket,ORDER_POSITION_ID);
   order.positionBy=(ulong)HistoryOrderGetInteger(ticket,ORDER_POSITION_BY_ID);
   order.setupMs=HistoryOrderGetInteger(ticket,ORDER_TIME_SETUP_MSC);
   order.doneMs=HistoryOrderGetInteger(ticket,ORDER_TIME_DONE_MSC);
   order.origin=OrderOriginCode((ENUM_ORDER_REASON)HistoryOrderGetInteger(ticket,ORDER_REASON));
   PutText(order.comment,HistoryOrderGetString(ticket,ORDER_COMMENT));
  }

//--- what the frames of one set say in common
struct SHistoryHead
  {
   ulong             id;
   long              fromMs;
   long              toMs;
   uint              connectedForMs;
  };

bool SendDeals(CChannel &control,const SHistoryHead &head,const FlDeal &deals[],const int total)
  {
   FlTradeDeals fields;
   ZeroMemory(fields);
   fields.id=head.id;
   fields.fromMs=head.fromMs;
   fields.toMs=head.toMs;
   fields.connectedForMs=head.connectedForMs;
   fields.brokerMs=(long)TimeTradeServer()*1000;
   fields.parts=(uint)MathMax(1,(total+FL_HISTORY_A_FRAME-1)/FL_HISTORY_A_FRAME);
   int next=0;
   for(fields.part=0; fields.part<fields.parts; fields.part++)
     {
      control.Begin(FL_MSG_TRADE_DEALS);
      control.Fields(fields);
      for(int i=0; i<FL_HISTORY_A_FRAME && next<total; i++)
         control.Record(deals[next++]);
      if(!control.Send())
         return(false);
     }
   return(true);
  }

bool SendClosedOrders(CChannel &control,const SHistoryHead &head,const FlClosedOrder &orders[],const int total)
  {
   FlTradeOrders fields;
   ZeroMemory(fields);
   fields.id=head.id;
   fields.fromMs=head.fromMs;
   fields.toMs=head.toMs;
   fields.connectedForMs=head.connectedForMs;
   fields.brokerMs=(long)TimeTradeServer()*1000;
   fields.parts=(uint)MathMax(1,(total+FL_HISTORY_A_FRAME-1)/FL_HISTORY_A_FRAME);
   int next=0;
   for(fields.part=0; fields.part<fields.parts; fields.part++)
     {
      control.Begin(FL_MSG_TRADE_ORDERS);
      control.Fields(fields);
      for(int i=0; i<FL_HISTORY_A_FRAME && next<total; i++)
         control.Record(orders[next++]);
      if(!control.Send())
         return(false);
     }
   return(true);
  }

#endif
