//+------------------------------------------------------------------+
//| OrderSnapshot.mqh: all pending orders, as one whole set          |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_ORDERSNAPSHOT_MQH
#define FAIRLEAD_ORDERSNAPSHOT_MQH

#include "Session.mqh"
#include "TradeCodes.mqh"

#define FL_ORDERS_A_FRAME 200

//--- the order selected by OrderGetTicket
void ReadOrder(FlOrder &order)
  {
   ZeroMemory(order);
   order.ticket=(ulong)OrderGetInteger(ORDER_TICKET);
   PutText(order.symbol,OrderGetString(ORDER_SYMBOL));
   order.kind=OrderKindCode((ENUM_ORDER_TYPE)OrderGetInteger(ORDER_TYPE));
   order.state=OrderStateCode((ENUM_ORDER_STATE)OrderGetInteger(ORDER_STATE));
   order.life=OrderLifeCode((ENUM_ORDER_TYPE_TIME)OrderGetInteger(ORDER_TYPE_TIME));
   order.volumeInitial=OrderGetDouble(ORDER_VOLUME_INITIAL);
   order.volumeCurrent=OrderGetDouble(ORDER_VOLUME_CURRENT);
   order.price=OrderGetDouble(ORDER_PRICE_OPEN);
   order.stopLimit=OrderGetDouble(ORDER_PRICE_STOPLIMIT);
   order.stopLoss=OrderGetDouble(ORDER_SL);
   order.takeProfit=OrderGetDouble(ORDER_TP);
   order.magic=(ulong)OrderGetInteger(ORDER_MAGIC);
   order.position=(ulong)OrderGetInteger(ORDER_POSITION_ID);
   order.setupMs=OrderGetInteger(ORDER_TIME_SETUP_MSC);
   order.expiryMs=OrderGetInteger(ORDER_TIME_EXPIRATION)*1000;
   order.origin=OrderOriginCode((ENUM_ORDER_REASON)OrderGetInteger(ORDER_REASON));
   PutText(order.comment,OrderGetString(ORDER_COMMENT));
  }

//--- false when the set changed while it was read: try again
bool ReadOrders(FlOrder &orders[])
  {
   int total=OrdersTotal();
   ArrayResize(orders,total);
   for(int i=0; i<total; i++)
     {
      if(OrderGetTicket(i)==0)
         return(false);
      ReadOrder(orders[i]);
      for(int k=0; k<i; k++)
         if(orders[k].ticket==orders[i].ticket)
            return(false);
     }
   return(OrdersTotal()==total);
  }

bool SameOrders(const FlOrder &a[],const FlOrder &b[])
  {
   if(ArraySize(a)!=ArraySize(b))
      return(false);
   for(int i=0; i<ArraySize(a); i++)
      if(a[i].ticket!=b[i].ticket || a[i].state!=b[i].state || a[i].volumeCurrent!=b[i].volumeCurrent
         || a[i].price!=b[i].price || a[i].stopLimit!=b[i].stopLimit || a[i].stopLoss!=b[i].stopLoss
         || a[i].takeProfit!=b[i].takeProfit || a[i].expiryMs!=b[i].expiryMs)
         return(false);
   return(true);
  }

bool SendOrders(CChannel &control,const FlOrder &orders[],const ulong snapshot)
  {
   int total=ArraySize(orders);
   FlOrdersSnapshot fields;
   fields.snapshot=snapshot;
   fields.parts=(uint)MathMax(1,(total+FL_ORDERS_A_FRAME-1)/FL_ORDERS_A_FRAME);
   fields.brokerMs=(long)TimeTradeServer()*1000;
   int next=0;
   for(fields.part=0; fields.part<fields.parts; fields.part++)
     {
      control.Begin(FL_MSG_ORDERS_SNAPSHOT);
      control.Fields(fields);
      for(int i=0; i<FL_ORDERS_A_FRAME && next<total; i++)
         control.Record(orders[next++]);
      if(!control.Send())
         return(false);
     }
   return(true);
  }

#endif
