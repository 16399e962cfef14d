//+------------------------------------------------------------------+
//| TradeWatch.mqh: follows sent commands until they are final. A    |
//| trade event only says "look now"; without any, looking often     |
//| enough finds the same.                                           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEWATCH_MQH
#define FAIRLEAD_TRADEWATCH_MQH

#include "TradeEvidence.mqh"
#include "TradeJournal.mqh"
#include "TradeRelay.mqh"
#include "TradeRetcodes.mqh"

//--- While an answer is due it is looked for at every chance; later, and for orders that rest, at leisure.
#define FL_HOT_MS          5000
//--- so long after a call nothing else is worth waiting for
#define FL_URGENT_MS       20
#define FL_HOT_EVERY_US    100
#define FL_WARM_EVERY_MS   50
#define FL_COLD_EVERY_MS   500
//--- and the more of them are unknown, the less often
#define FL_COLD_EACH_MS    10
//--- no trace after this long: unknown, and watched on
#define FL_ANSWER_LATE_MS  10000
//--- as long as the bridge takes to rule out what left no trace
#define FL_AWAITED_MS      180000
//--- What is unknown for so long is looked for only when the bridge asks.
#define FL_GIVE_UP_MS      86400000
#define FL_RELAY_EVERY_MS  5

class CTradeWatch
  {
private:
   int               m_active[];
   int               m_count;
   int               m_hot;
   ulong             m_hotAtUs;
   ulong             m_warmAt;
   ulong             m_coldAt;
   ulong             m_relayAt;
   ulong             m_followedAt;
   ulong             m_newestDeal;
   ulong             m_newestOrder;

   bool              IsHot(const STrade &trade,const ulong now) const;
   bool              IsDue(const STrade &trade,const ulong now,const bool hot,const bool warm,const bool cold) const;
   bool              Relay(STrade &trade);
   bool              Late(STrade &trade,const ulong now);
   void              RememberNewest(void);

public:
   void              Start(CTradeJournal &journal);
   void              Follow(STrade &trade,const int at);
   void              Hint(void) { m_warmAt=0; m_coldAt=0; m_hotAtUs=0; }
   //--- an answer is due any moment
   bool              IsHot(void) const { return(m_hot>0); }
   bool              IsUrgent(const ulong now) const { return(m_hot>0 && Since(m_followedAt,now)<=FL_URGENT_MS); }
   int               Active(void) const { return(m_count); }
   int               At(const int index) const { return(m_active[index]); }
   int               Awaited(const CTradeJournal &journal,const ulong now) const;
   bool              Look(CTradeJournal &journal,const bool relay,const ulong now);
   static void       Answer(STrade &trade,const uint retcode,const ulong order,const string words);
  };

//--- everything in the journal that is not final
void CTradeWatch::Start(CTradeJournal &journal)
  {
   m_count=0;
   m_hot=0;
   m_relayAt=0;
   m_followedAt=0;
   m_newestDeal=0;
   m_newestOrder=0;
   Hint();
   ArrayResize(m_active,0,64);
   for(int i=0; i<journal.Count(); i++)
      if(!IsFinal(journal.trades[i].state.status))
         Follow(journal.trades[i],i);
  }

//--- For the first seconds only what is newer than the last look is searched; after that everything, whatever its order.
void CTradeWatch::Follow(STrade &trade,const int at)
  {
   trade.sinceDeal=(trade.calledAt!=0) ? m_newestDeal : 0;
   trade.sinceOrder=(trade.calledAt!=0) ? m_newestOrder : 0;
   ArrayResize(m_active,m_count+1,64);
   m_active[m_count++]=at;
   m_hot++;
   m_hotAtUs=0;
   m_followedAt=GetTickCount64();
  }

//--- called not long ago, and the broker has not been seen to have it
bool CTradeWatch::IsHot(const STrade &trade,const ulong now) const
  {
   if(trade.calledAt==0 || Since(trade.calledAt,now)>FL_HOT_MS || IsFinal(trade.state.status))
      return(false);
   return(!MakesOrder(trade.command.action) || trade.state.order==0 || trade.command.action!=FL_TRADE_ACTION_PENDING);
  }

bool CTradeWatch::IsDue(const STrade &trade,const ulong now,const bool hot,const bool warm,const bool cold) const
  {
   if(IsHot(trade,now))
      return(hot);
   return(trade.state.status==FL_TRADE_STATUS_UNKNOWN ? cold : warm);
  }

//--- Commands of this run whose answer may still come. What rests at the broker has had it; what left no trace for so long
//--- the bridge has ruled out: hundreds of those, after an outage, must not stand in the way of what is wanted now.
int CTradeWatch::Awaited(const CTradeJournal &journal,const ulong now) const
  {
   int awaited=0;
   for(int i=0; i<m_count; i++)
     {
      int at=m_active[i];
      bool young=(journal.trades[at].calledAt!=0 && Since(journal.trades[at].calledAt,now)<=FL_AWAITED_MS);
      if(young && journal.trades[at].state.order==0)
         awaited++;
     }
   return(awaited);
  }

//--- What the server said of the request. `order` may be 0.
void CTradeWatch::Answer(STrade &trade,const uint retcode,const ulong order,const string words)
  {
   if(IsFinal(trade.state.status))
      return;
   trade.state.answeredUs=GetMicrosecondCount();
   trade.state.retcode=retcode;
   if(words!="")
      PutText(trade.state.words,words);
   if(order!=0 && MakesOrder(trade.command.action))
      trade.state.order=order;
   switch(VerdictOf(retcode))
     {
      case FL_VERDICT_ACCEPTED:
         //--- orders and positions say what came of it; a change is made when the server says it is done
         if(trade.state.status!=FL_TRADE_STATUS_PARTIAL)
            trade.state.status=FL_TRADE_STATUS_ACCEPTED;
         if(!MakesOrder(trade.command.action) && retcode!=TRADE_RETCODE_PLACED)
            trade.state.status=FL_TRADE_STATUS_DONE;
         break;
      case FL_VERDICT_REJECTED:
         trade.state.status=FL_TRADE_STATUS_REJECTED;
         break;
      default:
         trade.state.status=FL_TRADE_STATUS_UNKNOWN;
     }
  }

//--- a rejection that the EA was told of. Evidence goes first: what the broker executed was not rejected.
bool CTradeWatch::Relay(STrade &trade)
  {
   uint retcode=FetchAnswer(trade.command.magic,0);
   if(retcode==0)
      return(false);
   Answer(trade,retcode,0,"");
   return(true);
  }

bool CTradeWatch::Late(STrade &trade,const ulong now)
  {
   bool waits=(trade.state.status==FL_TRADE_STATUS_ACCEPTED && (trade.state.order==0 || !MakesOrder(trade.command.action)));
   if(!waits || Since(trade.calledAt,now)<FL_ANSWER_LATE_MS)
      return(false);
   trade.state.status=FL_TRADE_STATUS_UNKNOWN;
   return(true);
  }

//--- looks at what is due; true when something was learnt. Every change is journalled.
bool CTradeWatch::Look(CTradeJournal &journal,const bool relay,const ulong now)
  {
   ulong us=GetMicrosecondCount();
   bool hot=(us>=m_hotAtUs);
   bool warm=(now>=m_warmAt);
   bool cold=(now>=m_coldAt);
   if(m_count==0 || (!hot && !warm && !cold))
      return(false);
   bool fetch=relay && now>=m_relayAt;
   bool news=false;
   int unknown=0;
   int kept=0;
   m_hot=0;
   for(int i=0; i<m_count; i++)
     {
      int at=m_active[i];
      if(IsDue(journal.trades[at],now,hot,warm,cold) && !IsFinal(journal.trades[at].state.status))
        {
         if(!IsHot(journal.trades[at],now))
           {
            journal.trades[at].sinceDeal=0;
            journal.trades[at].sinceOrder=0;
           }
         bool learnt=ReadEvidence(journal.trades[at]);
         if(!learnt && fetch)
            learnt=Relay(journal.trades[at]);
         if(!learnt)
            learnt=Late(journal.trades[at],now);
         if(learnt)
           {
            if(journal.trades[at].state.answeredUs==0)
               journal.trades[at].state.answeredUs=GetMicrosecondCount();
            journal.trades[at].state.brokerMs=(long)TimeTradeServer()*1000;
            journal.Keep(at);
            news=true;
           }
        }
      bool old=(journal.trades[at].state.status==FL_TRADE_STATUS_UNKNOWN
                && (long)TimeTradeServer()*1000-journal.trades[at].calledMs>FL_GIVE_UP_MS);
      if(old || IsFinal(journal.trades[at].state.status))
         continue;
      if(IsHot(journal.trades[at],now))
         m_hot++;
      if(journal.trades[at].state.status==FL_TRADE_STATUS_UNKNOWN)
         unknown++;
      m_active[kept++]=at;
     }
   m_count=kept;
   ArrayResize(m_active,m_count,64);
   //--- only with nothing under way: what has been sent is newer than what is known now
   if(news && m_hot==0)
      RememberNewest();
   if(hot)
      m_hotAtUs=us+FL_HOT_EVERY_US;
   //--- what one command did may end another: a removal ends the order it takes away
   if(warm || news)
      m_warmAt=news ? 0 : now+FL_WARM_EVERY_MS;
   if(cold)
      m_coldAt=now+(ulong)MathMax(FL_COLD_EVERY_MS,unknown*FL_COLD_EACH_MS);
   if(fetch)
      m_relayAt=now+FL_RELAY_EVERY_MS;
   return(news);
  }

void CTradeWatch::RememberNewest(void)
  {
   SelectSince((long)TimeTradeServer()*1000);
   int deals=HistoryDealsTotal();
   int orders=HistoryOrdersTotal();
   m_newestDeal=(deals>0) ? HistoryDealGetTicket(deals-1) : 0;
   m_newestOrder=(orders>0) ? HistoryOrderGetTicket(orders-1) : 0;
  }

#endif
