//+------------------------------------------------------------------+
//| FlattenScope.mqh: which positions and orders a flatten means     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_FLATTENSCOPE_MQH
#define FAIRLEAD_FLATTENSCOPE_MQH

#include "TicketSet.mqh"
#include "TradeJournal.mqh"
#include "TradeRelay.mqh"
#include "TradeRequests.mqh"

class CFlattenScope
  {
private:
   uchar             m_scope;
   //--- tag and installation of our own magics; 0 = not known: any of Fairlead's
   ulong             m_installation;
   CTicketSet        m_magics;
   CTicketSet        m_positions;

   void              AddAutomated(const STrade &trade);

public:
   void              Choose(const uchar scope,const CTradeJournal &journal);
   bool              Has(const ulong magic,const ulong position) const;
   void              Read(CTicketSet &positions,CTicketSet &orders) const;
  };

void CFlattenScope::AddAutomated(const STrade &trade)
  {
   m_installation=trade.command.magic>>FL_MAGIC_COUNTER_BITS;
   if(trade.command.automated==0 || !MakesOrder(trade.command.action) || trade.state.status==FL_TRADE_STATUS_REFUSED)
      return;
   m_magics.Add(trade.command.magic);
   if(trade.state.position!=0 && trade.command.position==0)
      m_positions.Add(trade.state.position);
  }

//--- from the journals of both roles: either may have sent it
void CFlattenScope::Choose(const uchar scope,const CTradeJournal &journal)
  {
   m_scope=scope;
   m_installation=0;
   m_magics.Clear();
   m_positions.Clear();
   if(scope==FL_FLATTEN_SCOPE_ACCOUNT)
      return;
   STrade others[];
   int total=journal.ReadOther(others);
   for(int i=0; i<total; i++)
      AddAutomated(others[i]);
   for(int i=0; i<journal.Count(); i++)
      AddAutomated(journal.trades[i]);
  }

bool CFlattenScope::Has(const ulong magic,const ulong position) const
  {
   if(m_scope==FL_FLATTEN_SCOPE_ACCOUNT)
      return(true);
   if(m_scope==FL_FLATTEN_SCOPE_INSTALLATION)
      return(IsFairleadMagic(magic) && (m_installation==0 || (magic>>FL_MAGIC_COUNTER_BITS)==m_installation));
   return(m_magics.Has(magic) || (position!=0 && m_positions.Has(position)));
  }

//--- what is in scope now: position tickets, and orders that rest
void CFlattenScope::Read(CTicketSet &positions,CTicketSet &orders) const
  {
   positions.Clear();
   orders.Clear();
   for(int i=0; i<PositionsTotal(); i++)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && Has((ulong)PositionGetInteger(POSITION_MAGIC),(ulong)PositionGetInteger(POSITION_IDENTIFIER)))
         positions.Add(ticket);
     }
   for(int i=0; i<OrdersTotal(); i++)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket!=0 && IsResting() && Has((ulong)OrderGetInteger(ORDER_MAGIC),0))
         orders.Add(ticket);
     }
  }

#endif
