//+------------------------------------------------------------------+
//| EaProgram.mqh: the EA's modules and the order in which they work.|
//| It has the events and the hot ticks. Every event comes here: MT5 |
//| drops events that come while one of their kind waits, so none is |
//| worth more than "look now". It makes no call that may wait for   |
//| MT5's history beyond a stream's own reads: who asks for more is  |
//| sent to the history service.                                     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_EAPROGRAM_MQH
#define FAIRLEAD_EAPROGRAM_MQH

#include "BookEvents.mqh"
#include "BookFeed.mqh"
#include "CalendarServer.mqh"
#include "Heartbeat.mqh"
#include "HistoryServer.mqh"
#include "Lease.mqh"
#include "PanelButton.mqh"
#include "Ping.mqh"
#include "Safety.mqh"
#include "Settings.mqh"
#include "Snapshots.mqh"
#include "StatusLines.mqh"
#include "SymbolList.mqh"
#include "SymbolWatch.mqh"
#include "TailDigest.mqh"
#include "TickPump.mqh"
#include "TradeHistory.mqh"

//--- While ticks wait for room an acknowledgement is waited for, so long; if none comes, MT5 gets the thread back and
//--- the next event looks again.
#define FL_ACK_WAIT_MS     5
//--- one event may send ticks for so long before MT5 gets the thread back
#define FL_CATCH_UP_US     50000
#define FL_PANEL_EVERY_MS  500
//--- a small slice: MT5 waits while the EA reads
#define FL_EA_HISTORY      1024

class CEaProgram
  {
private:
   SSettings         m_settings;
   bool              m_active;
   CSession          m_session;
   CBrokerClock      m_clock;
   CPulse            m_pulse;
   CHeartbeat        m_heartbeat;
   CLease            m_lease;
   CTradeDesk        m_desk;
   CSafety           m_safety;
   CTradeHistory     m_trades;
   CTickPump         m_pump;
   CSymbolWatch      m_symbols;
   CSymbolList       m_list;
   CSnapshots        m_snapshots;
   CHistoryServer    m_history;
   CTailDigest       m_digest;
   CBookHolds        m_holds;
   CBookEvents       m_books;
   CBookFeed         m_depth;
   CPanel            m_panel;
   CPanelButton      m_button;
   ulong             m_sessionNumber;
   ulong             m_panelAt;

   void              Drain(const ulong now);
   void              Dispatch(const ulong now);
   void              BeginSession(const ulong now);
   void              TellOffset(const ulong now);
   void              PumpTicks(const ulong now);
   bool              AwaitAck(const ulong now);

public:
                     CEaProgram(void) { m_active=false; }
   bool              Start(const SSettings &settings,string &problem);
   void              Wake(const bool timer);
   void              BookEvent(const string symbol);
   void              TradeEvent(const MqlTradeTransaction &transaction,const MqlTradeRequest &request,const MqlTradeResult &result);
   void              ButtonClick(const string name);
   void              Stop(const int reason);
  };

bool CEaProgram::Start(const SSettings &settings,string &problem)
  {
   m_settings=settings;
   m_sessionNumber=0;
   m_panelAt=0;
   if(!m_session.Start(FL_ROLE_EA,FL_ACK_WAIT_MS,settings.answerMs,settings.retryMs,settings.retryMaxMs,problem))
      return(false);
   if(settings.pairAgain)
      m_session.PairAgain();
   m_clock.Start();
   m_lease.Start();
   m_desk.Start(FL_ROLE_EA);
   m_safety.Start(FL_ROLE_EA,m_desk);
   m_safety.guard.ShareInputs(settings.maxLots,settings.maxLoss);
   m_trades.Start();
   m_pump.Start(settings.ticksPerFrame);
   m_symbols.Start();
   m_list.Start();
   m_snapshots.Start();
   m_history.Start(FL_EA_HISTORY,false);
   m_digest.Start(false);
   if(settings.panel)
     {
      m_panel.Show();
      m_button.Show();
     }
   m_active=true;
   return(true);
  }

//--- First everything that has arrived, then what time brings, then ticks: a lapse or a silence is judged only after
//--- the sockets are empty, and no module works on a session that has ended.
void CEaProgram::Wake(const bool timer)
  {
   if(!m_active)
      return;
   ulong now=GetTickCount64();
   if(m_pulse.Beat(now))
     {
      m_session.Pardon(now,FL_STALL_GRACE_MS);
      m_lease.Stalled(now);
      m_trades.Stalled(now);
     }
   Drain(now);
   m_session.Step(now,m_clock.Offset());
   m_lease.Step(m_session,now);
   m_desk.Step(m_session,now);
   m_safety.Step(m_session,m_lease,m_desk,now);
   m_trades.Watch(now);
   if(m_desk.TakeChanged())
     {
      m_snapshots.Hint();
      m_trades.Hint();
     }
   m_trades.Step(m_session,now);
   if(timer)
      TellOffset(now);
   if(m_session.IsLive())
      PumpTicks(now);
   if(m_session.IsLive())
      m_heartbeat.Step(m_session,m_pulse,m_pump.LastQuoteMs(),m_pump.Unacked(),now);
   if(m_session.IsLive())
      m_snapshots.Step(m_session,now);
   if(m_session.IsLive())
      m_depth.Step(m_session,now);
   if(m_session.IsLive() && timer)
     {
      m_symbols.Step(m_session,m_pump,now);
      m_list.Step(m_session,now);
     }
   if(timer && m_settings.panel && now>=m_panelAt)
     {
      m_panelAt=now+FL_PANEL_EVERY_MS;
      ShowStatus(m_panel,m_session,m_heartbeat,m_lease,m_pump);
      ShowSafety(m_panel,m_safety,m_lease,m_session);
      m_button.Step(now);
     }
  }

//--- before a new session's first frame is looked at: it knows no streams and no requests, the bridge names them again
void CEaProgram::BeginSession(const ulong now)
  {
   if(!m_session.IsOpen() || m_sessionNumber==m_session.Number())
      return;
   m_sessionNumber=m_session.Number();
   m_pump.Start(m_settings.ticksPerFrame);
   m_symbols.Start();
   m_list.Start();
   m_snapshots.Start();
   m_history.Start(FL_EA_HISTORY,false);
   m_digest.Start(false);
   m_depth.Start(m_holds);
   m_heartbeat.Start(now);
   m_lease.TellAgain();
   m_desk.BeginSession();
   m_safety.BeginSession(m_desk);
   m_trades.Begin();
  }

void CEaProgram::Drain(const ulong now)
  {
   while(m_session.NextControl(now,false))
     {
      BeginSession(now);
      Dispatch(now);
     }
   BeginSession(now);
   while(m_session.NextData(now,false))
      if(m_session.data.Type()==FL_MSG_TICK_ACK)
         m_pump.TakeAck(m_session);
  }

void CEaProgram::Dispatch(const ulong now)
  {
   switch(m_session.control.Type())
     {
      case FL_MSG_PING:
         AnswerPing(m_session,now);
         break;
      case FL_MSG_HEARTBEAT_ECHO:
         m_heartbeat.TakeEcho(m_session);
         break;
      case FL_MSG_LEASE:
         m_lease.Take(m_session,now);
         break;
      case FL_MSG_TRADE_COMMAND:
         m_desk.TakeCommand(m_session,m_lease,m_safety.guard);
         break;
      case FL_MSG_TRADE_OWNER:
         m_desk.TakeOwner(m_session);
         break;
      case FL_MSG_TRADE_QUERY:
         m_desk.TakeQuery(m_session);
         break;
      case FL_MSG_TRADE_HISTORY_REQUEST:
         m_trades.Take(m_session,now);
         break;
      case FL_MSG_FLATTEN:
         m_safety.TakeFlatten(m_session,m_desk,m_lease);
         break;
      case FL_MSG_GUARD:
         m_safety.guard.Take(m_session,m_lease.HighestEpoch());
         break;
      case FL_MSG_SUBSCRIBE:
         m_pump.TakeSubscribe(m_session,now);
         m_symbols.LookNow();
         m_books.Follow(m_settings.bookEvents,m_pump,m_holds);
         break;
      case FL_MSG_UNSUBSCRIBE:
         m_pump.TakeUnsubscribe(m_session);
         m_books.Follow(m_settings.bookEvents,m_pump,m_holds);
         break;
      case FL_MSG_DIGEST_REQUEST:
         m_digest.Take(m_session);
         break;
      case FL_MSG_SYMBOL_LIST_REQUEST:
         m_list.Take(m_session);
         break;
      case FL_MSG_HISTORY_TICKS_REQUEST:
         m_history.TakeTicks(m_session);
         break;
      case FL_MSG_HISTORY_BARS_REQUEST:
         m_history.TakeBars(m_session);
         break;
      case FL_MSG_HISTORY_CREDIT:
         m_history.TakeCredit(m_session);
         break;
      case FL_MSG_BOOK_FOLLOW:
         m_depth.Take(m_session,m_holds,now);
         break;
      case FL_MSG_CALENDAR_REQUEST:
         SendCalendarElsewhere(m_session,now);
         break;
     }
  }

//--- Live ticks first; history only when they are through. While the window is full it waits for acknowledgements
//--- rather than for the next event.
void CEaProgram::PumpTicks(const ulong now)
  {
   ulong until=GetMicrosecondCount()+FL_CATCH_UP_US;
   while(m_session.IsLive() && !IsStopped())
     {
      m_digest.Step(m_session);
      bool worked=m_pump.Pump(m_session,now)>0;
      if(m_pump.IsBehind() && m_pump.Unacked()>=m_session.MaxUnacked())
         worked=AwaitAck(now);
      if(!m_pump.IsBehind())
         worked=m_history.Step(m_session,now);
      if(!worked || GetMicrosecondCount()>=until)
         return;
      Drain(now);
     }
  }

bool CEaProgram::AwaitAck(const ulong now)
  {
   int before=m_pump.Unacked();
   if(m_session.NextData(now,true) && m_session.data.Type()==FL_MSG_TICK_ACK)
      m_pump.TakeAck(m_session);
   return(m_pump.Unacked()<before);
  }

//--- comes for every book that any program of the chart has asked for
void CEaProgram::BookEvent(const string symbol)
  {
   if(m_active)
      m_depth.Event(symbol);
  }

//--- unordered and lossy, so worth no more than "look now"; but a rejection leaves no other trace
void CEaProgram::TradeEvent(const MqlTradeTransaction &transaction,const MqlTradeRequest &request,const MqlTradeResult &result)
  {
   if(!m_active)
      return;
   m_snapshots.Hint();
   m_desk.Hint();
   m_trades.Hint();
   if(transaction.type==TRADE_TRANSACTION_REQUEST && !m_safety.TakeResult(request,result))
      m_desk.TakeResult(request,result);
  }

void CEaProgram::ButtonClick(const string name)
  {
   if(!m_active || !m_button.Click(name,GetTickCount64()))
      return;
   m_safety.PressFlatten(m_desk);
   Wake(false);
  }

void CEaProgram::TellOffset(const ulong now)
  {
   int before=0;
   if(!m_clock.Changed(before) || !m_session.IsLive())
      return;
   FlOffsetChanged change;
   change.oldOffsetS=before;
   change.newOffsetS=m_clock.Offset();
   change.brokerMs=(long)TimeTradeServer()*1000;
   change.utcMs=(long)TimeGMT()*1000;
   m_session.control.Begin(FL_MSG_OFFSET_CHANGED);
   m_session.control.Fields(change);
   if(!m_session.control.Send())
      m_session.Restart("The connection to Fairlead was lost.",now);
  }

void CEaProgram::Stop(const int reason)
  {
   if(!m_active)
      return;
   m_active=false;
   m_books.Release(m_holds);
   m_depth.Start(m_holds);
   m_session.Stop(ByeCode(reason));
   m_button.Hide();
   m_panel.Hide();
  }

#endif
