//+------------------------------------------------------------------+
//| PositionSnapshot.mqh: all open positions, as one whole set       |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_POSITIONSNAPSHOT_MQH
#define FAIRLEAD_POSITIONSNAPSHOT_MQH

#include "Session.mqh"
#include "TradeCodes.mqh"

#define FL_POSITIONS_A_FRAME 200

//--- the position selected by PositionGetTicket
void ReadPosition(FlPosition &position)
  {
   ZeroMemory(position);
   position.ticket=(ulong)PositionGetInteger(POSITION_TICKET);
   position.identifier=(ulong)PositionGetInteger(POSITION_IDENTIFIER);
   PutText(position.symbol,PositionGetString(POSITION_SYMBOL));
   position.side=(PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_BUY) ? FL_SIDE_BUY : FL_SIDE_SELL;
   position.volume=PositionGetDouble(POSITION_VOLUME);
   position.priceOpen=PositionGetDouble(POSITION_PRICE_OPEN);
   position.priceCurrent=PositionGetDouble(POSITION_PRICE_CURRENT);
   position.stopLoss=PositionGetDouble(POSITION_SL);
   position.takeProfit=PositionGetDouble(POSITION_TP);
   position.swap=PositionGetDouble(POSITION_SWAP);
   position.profit=PositionGetDouble(POSITION_PROFIT);
   position.magic=(ulong)PositionGetInteger(POSITION_MAGIC);
   position.openMs=PositionGetInteger(POSITION_TIME_MSC);
   position.updateMs=PositionGetInteger(POSITION_TIME_UPDATE_MSC);
   position.origin=PositionOriginCode((ENUM_POSITION_REASON)PositionGetInteger(POSITION_REASON));
   PutText(position.comment,PositionGetString(POSITION_COMMENT));
  }

//--- false when the set changed while it was read: try again
bool ReadPositions(FlPosition &positions[])
  {
   int total=PositionsTotal();
   ArrayResize(positions,total);
   for(int i=0; i<total; i++)
     {
      if(PositionGetTicket(i)==0)
         return(false);
      ReadPosition(positions[i]);
      for(int k=0; k<i; k++)
         if(positions[k].ticket==positions[i].ticket)
            return(false);
     }
   return(PositionsTotal()==total);
  }

//--- equal in all that a trader changes; prices and profits move by themselves
bool SamePositions(const FlPosition &a[],const FlPosition &b[])
  {
   if(ArraySize(a)!=ArraySize(b))
      return(false);
   for(int i=0; i<ArraySize(a); i++)
      if(a[i].ticket!=b[i].ticket || a[i].volume!=b[i].volume || a[i].stopLoss!=b[i].stopLoss
         || a[i].takeProfit!=b[i].takeProfit || a[i].side!=b[i].side || a[i].priceOpen!=b[i].priceOpen)
         return(false);
   return(true);
  }

bool SendPositions(CChannel &control,const FlPosition &positions[],const ulong snapshot)
  {
   int total=ArraySize(positions);
   FlPositionsSnapshot fields;
   fields.snapshot=snapshot;
   fields.parts=(uint)MathMax(1,(total+FL_POSITIONS_A_FRAME-1)/FL_POSITIONS_A_FRAME);
   fields.brokerMs=(long)TimeTradeServer()*1000;
   int next=0;
   for(fields.part=0; fields.part<fields.parts; fields.part++)
     {
      control.Begin(FL_MSG_POSITIONS_SNAPSHOT);
      control.Fields(fields);
      for(int i=0; i<FL_POSITIONS_A_FRAME && next<total; i++)
         control.Record(positions[next++]);
      if(!control.Send())
         return(false);
     }
   return(true);
  }

#endif
