//+------------------------------------------------------------------+
//| Duties.mqh: what a position owes after its fill, whether or not  |
//| the bridge lives: a stop that the broker has accepted within a   |
//| time, and its end after a time. Both stand in the journal, so    |
//| they hold after a restart.                                       |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_DUTIES_MQH
#define FAIRLEAD_DUTIES_MQH

#include "Flatten.mqh"

#define FL_DUTIES_EVERY_MS 50
#define FL_DUTY_TELL_MS    500

class CDuties
  {
private:
   ulong             m_stepAt;
   ulong             m_tellAt;
   //--- closes that the other role's journal was asked about, and the order that each closed for
   ulong             m_asked[];
   ulong             m_askedFor[];

   static void       Time(STrade &trade,const ulong now);
   bool              IsDue(const STrade &trade,uchar &cause,const ulong now) const;
   ulong             ClosesFor(const CTradeJournal &journal,const ulong magic);
   double            ClosedFor(const CTradeJournal &journal,const STrade &trade,ulong &number);
   void              BeginClose(CTradeJournal &journal,const int at,const uchar cause,CSession &session);
   void              Close(CTradeJournal &journal,const int at,CCloser &closer,CSession &session,const ulong now);
   void              Done(CTradeJournal &journal,const int at,const uchar duties);
   static void       Tell(CSession &session,const STrade &trade,const uchar stage,const uint left);

public:
   void              Start(void) { m_stepAt=0; m_tellAt=0; ArrayResize(m_asked,0); ArrayResize(m_askedFor,0); }
   void              Step(CTradeJournal &journal,CCloser &closer,CSession &session,const ulong now);
  };

//--- When the fill was seen; after a restart, from how long ago the broker says that it was made. A clock that is far off
//--- makes it due at once, never later.
void CDuties::Time(STrade &trade,const ulong now)
  {
   if(trade.filledAt!=0)
      return;
   long age=(long)TimeTradeServer()*1000-trade.filledMs;
   if(trade.calledAt!=0 || age<=0)
      trade.filledAt=now;
   else
      trade.filledAt=((ulong)age<now) ? now-(ulong)age : 1;
  }

bool CDuties::IsDue(const STrade &trade,uchar &cause,const ulong now) const
  {
   cause=FL_FLATTEN_CAUSE_NO_STOP;
   if(trade.command.stopWithinMs!=0 && (trade.dutiesDone&FL_DUTY_STOP)==0 && Since(trade.filledAt,now)>=trade.command.stopWithinMs)
      return(true);
   cause=FL_FLATTEN_CAUSE_TIMED_CLOSE;
   return(trade.command.holdMs!=0 && (trade.dutiesDone&FL_DUTY_HOLD)==0 && Since(trade.filledAt,now)>=trade.command.holdMs);
  }

void CDuties::Step(CTradeJournal &journal,CCloser &closer,CSession &session,const ulong now)
  {
   if(now<m_stepAt)
      return;
   m_stepAt=now+FL_DUTIES_EVERY_MS;
   for(int i=journal.Count()-1; i>=0; i--)
     {
      if(!HasDuties(journal.trades[i]))
         continue;
      if(IsFinal(journal.trades[i].state.status) && journal.trades[i].state.volume<=0)
        {
         Done(journal,i,FL_DUTY_STOP|FL_DUTY_HOLD);
         continue;
        }
      if(journal.trades[i].state.volume<=0 || journal.trades[i].state.position==0)
         continue;
      Time(journal.trades[i],now);
      Close(journal,i,closer,session,now);
     }
  }

void CDuties::Done(CTradeJournal &journal,const int at,const uchar duties)
  {
   journal.trades[at].dutiesDone|=duties;
   bool told=!journal.trades[at].untold;
   journal.Keep(at);
   //--- nothing that the bridge is told of has changed
   if(told)
      journal.trades[at].untold=false;
  }

//--- The order whose lots a command's close took, 0 = nobody's in particular. A command may have run in the other program of
//--- the terminal: its journal is read once for each close that this one does not know.
ulong CDuties::ClosesFor(const CTradeJournal &journal,const ulong magic)
  {
   if(!IsFairleadMagic(magic) || ((magic>>FL_MAGIC_OWN_BIT)&1)!=0)
      return(0);
   for(int i=journal.Count()-1; i>=0; i--)
      if(journal.trades[i].command.magic==magic)
         return(journal.trades[i].command.closesFor);
   int known=ArraySize(m_asked);
   for(int i=0; i<known; i++)
      if(m_asked[i]==magic)
         return(m_askedFor[i]);
   STrade others[];
   ulong opened=0;
   for(int i=journal.ReadOther(others)-1; i>=0; i--)
      if(others[i].command.magic==magic)
         opened=others[i].command.closesFor;
   ArrayResize(m_asked,known+1,64);
   ArrayResize(m_askedFor,known+1,64);
   m_asked[known]=magic;
   m_askedFor[known]=opened;
   return(opened);
  }

//--- Lots that closes for this order have taken off the position, as the broker's records say: its duty's, and those of the
//--- session whose trade it is; `number` of the duty's next try.
double CDuties::ClosedFor(const CTradeJournal &journal,const STrade &trade,ulong &number)
  {
   double closed=0;
   ulong duty=DutyMagic(trade.command.magic,0);
   number=RandomNumber();
   if(!HistorySelectByPosition((long)trade.state.position))
      return(0);
   for(int i=HistoryOrdersTotal()-1; i>=0; i--)
      if((ulong)HistoryOrderGetInteger(HistoryOrderGetTicket(i),ORDER_MAGIC)==DutyMagic(trade.command.magic,number))
         number++;
   for(int i=HistoryDealsTotal()-1; i>=0; i--)
     {
      ulong deal=HistoryDealGetTicket(i);
      ulong magic=(ulong)HistoryDealGetInteger(deal,DEAL_MAGIC);
      if(!IsAskedDeal((ENUM_DEAL_REASON)HistoryDealGetInteger(deal,DEAL_REASON)))
         continue;
      if(SameDuty(magic,duty) || ClosesFor(journal,magic)==trade.command.magic)
         closed+=HistoryDealGetDouble(deal,DEAL_VOLUME);
     }
   return(closed);
  }

void CDuties::BeginClose(CTradeJournal &journal,const int at,const uchar cause,CSession &session)
  {
   Done(journal,at,(uchar)(cause==FL_FLATTEN_CAUSE_NO_STOP ? FL_DUTY_CLOSE|FL_DUTY_UNSTOPPED : FL_DUTY_CLOSE));
   if(cause==FL_FLATTEN_CAUSE_NO_STOP)
     {
      session.Notice(FL_SEVERITY_ERROR,"STOP_MISSING","A position had no stop at the broker in time; it is closed.");
      Print("Fairlead: a position had no stop at the broker in time; it is closed.");
     }
   Tell(session,journal.trades[at],FL_FLATTEN_STAGE_STARTED,1);
  }

void CDuties::Close(CTradeJournal &journal,const int at,CCloser &closer,CSession &session,const ulong now)
  {
   ulong ticket=SelectPosition(journal.trades[at].state.position);
   if(ticket==0 && !IsClosedPosition(journal.trades[at].state.position))
      return;
   bool closing=(journal.trades[at].dutiesDone&FL_DUTY_CLOSE)!=0;
   bool sell=IsSell(journal.trades[at].command.kind);
   //--- a netting position that turned over is another one
   bool gone=(ticket==0 || (PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_SELL)!=sell);
   //--- on a netting account others may have added to the position, and may go on adding and closing
   double lots=DBL_MAX;
   ulong number=0;
   if(!gone && closing && MarginModeCode()!=FL_MARGIN_MODE_HEDGING)
      lots=NormalizeDouble(journal.trades[at].state.volume-ClosedFor(journal,journal.trades[at],number),8);
   if(gone || lots<=FL_LOTS_DUST)
     {
      Done(journal,at,FL_DUTY_STOP|FL_DUTY_HOLD);
      if(closing)
         Tell(session,journal.trades[at],FL_FLATTEN_STAGE_FLAT,0);
      return;
     }
   uchar cause=0;
   if(!closing && journal.trades[at].command.stopWithinMs!=0 && (journal.trades[at].dutiesDone&FL_DUTY_STOP)==0 && PositionGetDouble(POSITION_SL)>0)
     {
      Done(journal,at,FL_DUTY_STOP);
      return;
     }
   if(!closing && !IsDue(journal.trades[at],cause,now))
      return;
   if(!closing)
     {
      BeginClose(journal,at,cause,session);
      m_stepAt=0;
      return;
     }
   closer.ClosePosition(ticket,lots,DutyMagic(journal.trades[at].command.magic,number),now);
   if(now<m_tellAt)
      return;
   m_tellAt=now+FL_DUTY_TELL_MS;
   Tell(session,journal.trades[at],FL_FLATTEN_STAGE_CLOSING,1);
  }

//--- the intent is the id: the bridge knows which position is meant
void CDuties::Tell(CSession &session,const STrade &trade,const uchar stage,const uint left)
  {
   FlFlattenState state;
   ZeroMemory(state);
   CopyField(state.id,trade.command.intent);
   state.cause=(uchar)((trade.dutiesDone&FL_DUTY_UNSTOPPED)!=0 ? FL_FLATTEN_CAUSE_NO_STOP : FL_FLATTEN_CAUSE_TIMED_CLOSE);
   state.scope=FL_FLATTEN_SCOPE_INSTALLATION;
   state.stage=stage;
   state.positionsLeft=left;
   CFlatten::Tell(session,state);
  }

#endif
