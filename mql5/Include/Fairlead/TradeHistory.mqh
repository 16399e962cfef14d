//+------------------------------------------------------------------+
//| TradeHistory.mqh: deals and closed orders of every origin. Trade |
//| events are lossy, so an overlapping window of history is read on |
//| each hint and on a timer; what this session has not sent is sent.|
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEHISTORY_MQH
#define FAIRLEAD_TRADEHISTORY_MQH

#include "AccountCodes.mqh"
#include "TicketSet.mqh"
#include "TradeRecords.mqh"

#define FL_PUSH_WINDOW_S    600
#define FL_PUSH_EVERY_MS    500
#define FL_PUSH_LEAST_MS    20
//--- A look reads newest first and stops at so many in a row that were sent; now and then one reads the whole window.
#define FL_PUSH_KNOWN       32
#define FL_PUSH_WHOLE_MS    5000
//--- MT5 chooses orders by the time they were set up; the bridge asks by the time they ended
#define FL_ORDER_MOST_AGE_S 7776000
#define FL_AFTER_NOW_S      86400

class CTradeHistory
  {
private:
   ulong             m_lookAt;
   ulong             m_lookedAt;
   ulong             m_wholeAt;
   ulong             m_connectedAt;
   CTicketSet        m_deals;
   CTicketSet        m_orders;
   //--- open orders at the last look: one that is gone has been closed, however old it is
   CTicketSet        m_open;

   uint              ConnectedFor(const ulong now) const;
   static bool       SelectFrom(const datetime from);
   bool              PushDeals(CChannel &control,const SHistoryHead &head,const int known);
   bool              PushOrders(CChannel &control,const SHistoryHead &head,const int known);
   void              AddGone(FlClosedOrder &orders[],int &used);
   void              RememberOpen(void);

public:
   void              Start(void);
   void              Hint(void) { m_lookAt=0; }
   void              Watch(const ulong now);
   void              Stalled(const ulong now);
   void              Step(CSession &session,const ulong now);
   void              Take(CSession &session,const ulong now);
   void              Begin(void);
  };

void CTradeHistory::Start(void)
  {
   m_connectedAt=0;
   Begin();
  }

//--- a new session has been sent nothing
void CTradeHistory::Begin(void)
  {
   m_lookAt=0;
   m_lookedAt=0;
   m_wholeAt=0;
   m_deals.Clear();
   m_orders.Clear();
   m_open.Clear();
  }

//--- how long the terminal has been connected to its broker without a break that we could see
void CTradeHistory::Watch(const ulong now)
  {
   if(!BrokerConnected())
      m_connectedAt=0;
   else
      if(m_connectedAt==0)
         m_connectedAt=now;
  }

//--- while this program stood still or the PC slept nobody watched the connection
void CTradeHistory::Stalled(const ulong now)
  {
   m_connectedAt=BrokerConnected() ? now : 0;
  }

uint CTradeHistory::ConnectedFor(const ulong now) const
  {
   if(m_connectedAt==0 || now<=m_connectedAt)
      return(0);
   return((uint)MathMin(now-m_connectedAt,(ulong)UINT_MAX));
  }

//--- the broker's clock may be ahead of ours: what is stamped after now counts
bool CTradeHistory::SelectFrom(const datetime from)
  {
   return(HistorySelect((datetime)MathMax((long)from,0),MathMax(TimeTradeServer(),TimeCurrent())+FL_AFTER_NOW_S));
  }

void CTradeHistory::Step(CSession &session,const ulong now)
  {
   if(!session.IsLive() || (now<m_lookAt) || now<m_lookedAt+FL_PUSH_LEAST_MS)
      return;
   m_lookedAt=now;
   m_lookAt=now+FL_PUSH_EVERY_MS;
   datetime from=MathMin(TimeTradeServer(),TimeCurrent())-FL_PUSH_WINDOW_S;
   if(!SelectFrom(from))
      return;
   SHistoryHead head;
   ZeroMemory(head);
   head.fromMs=(long)from*1000;
   head.toMs=(long)TimeTradeServer()*1000;
   head.connectedForMs=ConnectedFor(now);
   int known=(now>=m_wholeAt) ? INT_MAX : FL_PUSH_KNOWN;
   if(now>=m_wholeAt)
      m_wholeAt=now+FL_PUSH_WHOLE_MS;
   if(!PushDeals(session.control,head,known) || !PushOrders(session.control,head,known))
      session.Restart("The connection to Fairlead was lost.",now);
  }

bool CTradeHistory::PushDeals(CChannel &control,const SHistoryHead &head,const int known)
  {
   FlDeal deals[];
   int used=0;
   int row=0;
   for(int i=HistoryDealsTotal()-1; i>=0 && row<known; i--)
     {
      ulong ticket=HistoryDealGetTicket(i);
      row++;
      if(ticket==0 || m_deals.Has(ticket))
         continue;
      row=0;
      ArrayResize(deals,used+1,64);
      ReadDeal(ticket,deals[used++]);
     }
   if(used==0)
      return(true);
   ArrayReverse(deals);
   if(!SendDeals(control,head,deals,used))
      return(false);
   for(int i=0; i<used; i++)
      m_deals.Add(deals[i].ticket);
   return(true);
  }

//--- those that left the list of open orders are looked up one by one, which ends the selection: last
bool CTradeHistory::PushOrders(CChannel &control,const SHistoryHead &head,const int known)
  {
   FlClosedOrder orders[];
   int used=0;
   int row=0;
   for(int i=HistoryOrdersTotal()-1; i>=0 && row<known; i--)
     {
      ulong ticket=HistoryOrderGetTicket(i);
      row++;
      if(ticket==0 || m_orders.Has(ticket))
         continue;
      row=0;
      ArrayResize(orders,used+1,64);
      ReadClosedOrder(ticket,orders[used++]);
     }
   ArrayReverse(orders);
   for(int i=0; i<used; i++)
      m_orders.Add(orders[i].ticket);
   AddGone(orders,used);
   RememberOpen();
   return(used==0 || SendClosedOrders(control,head,orders,used));
  }

void CTradeHistory::AddGone(FlClosedOrder &orders[],int &used)
  {
   for(int i=0; i<m_open.Count(); i++)
     {
      ulong ticket=m_open.At(i);
      if(m_orders.Has(ticket) || OrderSelect(ticket) || !HistoryOrderSelect(ticket))
         continue;
      ArrayResize(orders,used+1,64);
      ReadClosedOrder(ticket,orders[used++]);
      m_orders.Add(ticket);
     }
  }

void CTradeHistory::RememberOpen(void)
  {
   m_open.Clear();
   for(int i=0; i<OrdersTotal(); i++)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket!=0)
         m_open.Add(ticket);
     }
  }

//--- a whole window, for the bridge's reconciliation
void CTradeHistory::Take(CSession &session,const ulong now)
  {
   if(!session.control.Fits(FL_BYTES_TRADE_HISTORY_REQUEST,0))
      return;
   FlTradeHistoryRequest request;
   session.control.ReadFields(request);
   if((long)request.login!=AccountInfoInteger(ACCOUNT_LOGIN) || GetText(request.server)!=AccountInfoString(ACCOUNT_SERVER))
     {
      session.Notice(FL_SEVERITY_ERROR,"HISTORY_WRONG_ACCOUNT","A question about another account's trades was refused.");
      return;
     }
   Watch(now);
   SHistoryHead head;
   head.id=request.id;
   head.fromMs=request.fromMs;
   head.toMs=request.toMs;
   head.connectedForMs=ConnectedFor(now);
   datetime from=(datetime)(request.fromMs/1000);
   datetime to=(datetime)(request.toMs/1000+1);
   if(!HistorySelect((datetime)MathMax((long)from-FL_ORDER_MOST_AGE_S,0),to))
     {
      session.Notice(FL_SEVERITY_ERROR,"HISTORY_UNREADABLE","MT5 did not give the account's history; ask again.");
      return;
     }
   FlDeal deals[];
   int used=0;
   for(int i=0; i<HistoryDealsTotal(); i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      long ms=HistoryDealGetInteger(ticket,DEAL_TIME_MSC);
      if(ticket==0 || ms<request.fromMs || ms>request.toMs)
         continue;
      ArrayResize(deals,used+1,1024);
      ReadDeal(ticket,deals[used++]);
     }
   FlClosedOrder orders[];
   int closed=0;
   for(int i=0; i<HistoryOrdersTotal(); i++)
     {
      ulong ticket=HistoryOrderGetTicket(i);
      long ms=HistoryOrderGetInteger(ticket,ORDER_TIME_DONE_MSC);
      if(ticket==0 || ms<request.fromMs || ms>request.toMs)
         continue;
      ArrayResize(orders,closed+1,1024);
      ReadClosedOrder(ticket,orders[closed++]);
     }
   if(!SendDeals(session.control,head,deals,used) || !SendClosedOrders(session.control,head,orders,closed))
      session.Restart("The connection to Fairlead was lost.",now);
  }

#endif
