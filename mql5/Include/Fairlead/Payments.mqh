//+------------------------------------------------------------------+
//| Payments.mqh: money paid into or out of the account. It is no    |
//| profit and no loss, but moves equity as those do. MT5 shows a    |
//| balance and its deal at different moments, in either order.      |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_PAYMENTS_MQH
#define FAIRLEAD_PAYMENTS_MQH

#include "AccountNames.mqh"

//--- how long a balance may differ from what its deals tell, before the difference counts as a result
#define FL_BOOKED_WITHIN_MS 3000
//--- how long the bridge has to say where its floor is after a payment
#define FL_FLOOR_FOLLOWS_MS 5000
//--- after a start MT5 may still be loading the history that tells what was paid meanwhile
#define FL_HISTORY_LOADS_MS 30000
#define FL_GAP_LOOK_MS      50
//--- brokers book late: deals are looked for from so long before the last one
#define FL_BOOKED_LATE_S    86400

bool IsPaymentDeal(const ENUM_DEAL_TYPE type)
  {
   return(type==DEAL_TYPE_BALANCE || type==DEAL_TYPE_CREDIT || type==DEAL_TYPE_BONUS);
  }

class CPayments
  {
private:
   //--- balance and credit as the deals up to m_deal explain them
   double            m_money;
   ulong             m_deal;
   datetime          m_at;
   //--- deals before it were in the money when counting began, whenever MT5 comes to show them
   datetime          m_since;
   bool              m_begun;
   uint              m_patienceMs;
   double            m_gap;
   ulong             m_gapAt;
   ulong             m_lookAt;
   double            m_out;
   ulong             m_outAt;

   static string     Shared(const string what) { return(SharedName(what)); }
   static double     Money(void) { return(AccountInfoDouble(ACCOUNT_BALANCE)+AccountInfoDouble(ACCOUNT_CREDIT)); }
   static double     Dust(void) { return(0.5*MathPow(10,-(double)AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS))); }
   bool              Begin(void);
   void              Keep(const double money,const ulong deal,const datetime at);

public:
   void              Start(void);
   void              BeginAnew(void);
   double            Look(const ulong now);
   //--- what the balance lacks (negative) or has beyond its deals, while a deal may still come
   double            Awaited(const ulong now) const { return(m_gapAt!=0 && now-m_gapAt<m_patienceMs ? m_gap : 0); }
   //--- paid out (negative) so lately that the bridge may not have moved its floor
   double            JustPaidOut(const ulong now) const { return(m_outAt!=0 && now-m_outAt<FL_FLOOR_FOLLOWS_MS ? m_out : 0); }
   void              FloorFollowed(void) { m_out=0; m_outAt=0; }
  };

void CPayments::Start(void)
  {
   m_money=0;
   m_deal=0;
   m_at=0;
   m_since=0;
   m_begun=false;
   m_patienceMs=FL_HISTORY_LOADS_MS;
   m_gap=0;
   m_gapAt=0;
   m_lookAt=0;
   FloorFollowed();
  }

//--- from the money of now on: what was paid before is in it
void CPayments::BeginAnew(void)
  {
   Start();
   GlobalVariableDel(Shared("money"));
  }

//--- Where this or an earlier run stopped: what was paid while no program ran is found at the first look.
bool CPayments::Begin(void)
  {
   double money=0;
   double deal=0;
   double at=0;
   double since=0;
   if(GlobalVariableGet(Shared("money"),money) && GlobalVariableGet(Shared("deal"),deal) && GlobalVariableGet(Shared("dealat"),at)
      && GlobalVariableGet(Shared("paidsince"),since))
     {
      m_money=money;
      m_deal=(ulong)deal;
      m_at=(datetime)at;
      m_since=(datetime)since;
      m_begun=true;
      return(true);
     }
   datetime now=TimeTradeServer();
   if(now==0 || Money()==0 || !HistorySelect(now-30*FL_BOOKED_LATE_S,now+FL_BOOKED_LATE_S))
      return(false);
   int deals=HistoryDealsTotal();
   m_since=now;
   GlobalVariableSet(Shared("paidsince"),(double)m_since);
   Keep(Money(),deals>0 ? HistoryDealGetTicket(deals-1) : 0,now);
   m_begun=true;
   return(true);
  }

void CPayments::Keep(const double money,const ulong deal,const datetime at)
  {
   m_money=money;
   m_deal=deal;
   m_at=at;
   GlobalVariableSet(Shared("money"),money);
   GlobalVariableSet(Shared("deal"),(double)deal);
   GlobalVariableSet(Shared("dealat"),(double)at);
  }

//--- What was paid in less what was paid out since the last look, each payment once. Cheap while the balance stays.
double CPayments::Look(const ulong now)
  {
   double money=Money();
   //--- a terminal that has not heard from its broker knows no money
   if(money==0 || (!m_begun && !Begin()))
      return(0);
   if(money==m_money && m_gapAt==0)
     {
      m_patienceMs=FL_BOOKED_WITHIN_MS;
      return(0);
     }
   if(now<m_lookAt)
      return(0);
   m_lookAt=now+FL_GAP_LOOK_MS;
   if(!HistorySelect((datetime)MathMax((long)m_at-FL_BOOKED_LATE_S,0),TimeTradeServer()+FL_BOOKED_LATE_S))
      return(0);
   double all=0;
   double paid=0;
   ulong newest=m_deal;
   datetime at=m_at;
   for(int i=HistoryDealsTotal()-1; i>=0; i--)
     {
      ulong deal=HistoryDealGetTicket(i);
      if(deal==0)
         continue;
      if(deal<=m_deal)
         break;
      newest=MathMax(newest,deal);
      if((datetime)HistoryDealGetInteger(deal,DEAL_TIME)<m_since)
         continue;
      double worth=HistoryDealGetDouble(deal,DEAL_PROFIT)+HistoryDealGetDouble(deal,DEAL_SWAP)
                   +HistoryDealGetDouble(deal,DEAL_COMMISSION)+HistoryDealGetDouble(deal,DEAL_FEE);
      all+=worth;
      if(IsPaymentDeal((ENUM_DEAL_TYPE)HistoryDealGetInteger(deal,DEAL_TYPE)))
         paid+=worth;
      at=(datetime)MathMax((long)at,HistoryDealGetInteger(deal,DEAL_TIME));
     }
   //--- a deal that came is counted at once; what is left of the difference waits for the next
   Keep(m_money+all,newest,at);
   m_gap=money-m_money;
   if(MathAbs(m_gap)<=Dust())
     {
      m_gapAt=0;
      m_money=money;
      m_patienceMs=FL_BOOKED_WITHIN_MS;
     }
   else
      if(m_gapAt==0)
         m_gapAt=now;
   if(m_gapAt!=0 && now-m_gapAt>=MathMax(m_patienceMs,FL_FLOOR_FOLLOWS_MS))
     {
      //--- no deal tells of it, so it is a result
      Keep(money,newest,at);
      m_gapAt=0;
     }
   if(paid<0)
     {
      m_out=JustPaidOut(now)+paid;
      m_outAt=now;
     }
   return(paid);
  }

#endif
