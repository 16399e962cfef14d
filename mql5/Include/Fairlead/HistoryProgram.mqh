//+------------------------------------------------------------------+
//| HistoryProgram.mqh: the history service. It makes every call     |
//| that may block: CopyTicks on a cold history waits up to 45 s,    |
//| and here nobody waits with it.                                   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_HISTORYPROGRAM_MQH
#define FAIRLEAD_HISTORYPROGRAM_MQH

#include "CalendarServer.mqh"
#include "Heartbeat.mqh"
#include "HistoryServer.mqh"
#include "Ping.mqh"
#include "Settings.mqh"
#include "SymbolList.mqh"
#include "TailDigest.mqh"

#define FL_HISTORY_WAIT_MS  10
//--- after a call that blocked
#define FL_HISTORY_GRACE_MS 2000
#define FL_SERVICE_HISTORY  16384

class CHistoryProgram
  {
private:
   CSession          m_session;
   CBrokerClock      m_clock;
   CPulse            m_pulse;
   CHeartbeat        m_heartbeat;
   CHistoryServer    m_history;
   CTailDigest       m_digest;
   CSymbolList       m_list;
   CCalendarServer   m_calendar;
   ulong             m_sessionNumber;

   void              Drain(const bool wait);
   void              Dispatch(void);
   bool              Step(const ulong now);
   void              BeginSession(const ulong now);

public:
   bool              Start(const SSettings &settings,string &problem);
   void              Run(void);
  };

bool CHistoryProgram::Start(const SSettings &settings,string &problem)
  {
   m_sessionNumber=0;
   m_clock.Start();
   m_history.Start(FL_SERVICE_HISTORY,true);
   m_digest.Start(true);
   m_list.Start();
   return(m_session.Start(FL_ROLE_HISTORY_SERVICE,FL_HISTORY_WAIT_MS,settings.answerMs,settings.retryMs,settings.retryMaxMs,problem));
  }

void CHistoryProgram::Run(void)
  {
   bool busy=false;
   while(!IsStopped())
     {
      ulong now=GetTickCount64();
      if(m_pulse.Beat(now))
         m_session.Pardon(now,FL_HISTORY_GRACE_MS);
      Drain(!busy);
      if(!m_session.control.IsOpen())
         Sleep(FL_HISTORY_WAIT_MS);
      busy=Step(GetTickCount64());
     }
   m_session.Stop(FL_BYE_REASON_CLOSE);
  }

void CHistoryProgram::Drain(const bool wait)
  {
   bool came=m_session.NextControl(GetTickCount64(),wait && m_session.control.IsOpen());
   while(came)
     {
      BeginSession(GetTickCount64());
      Dispatch();
      came=m_session.NextControl(GetTickCount64(),false);
     }
   while(m_session.NextData(GetTickCount64(),false))
     {
      //--- nothing but Attached and Refused comes on this role's data socket, and the session takes those
     }
  }

void CHistoryProgram::Dispatch(void)
  {
   switch(m_session.control.Type())
     {
      case FL_MSG_PING:
         AnswerPing(m_session,GetTickCount64());
         break;
      case FL_MSG_HEARTBEAT_ECHO:
         m_heartbeat.TakeEcho(m_session);
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
      case FL_MSG_DIGEST_REQUEST:
         m_digest.Take(m_session);
         break;
      case FL_MSG_SYMBOL_LIST_REQUEST:
         m_list.Take(m_session);
         break;
      case FL_MSG_CALENDAR_REQUEST:
         m_calendar.Take(m_session);
         break;
     }
  }

//--- before a new session's first request is looked at
void CHistoryProgram::BeginSession(const ulong now)
  {
   if(!m_session.IsOpen() || m_sessionNumber==m_session.Number())
      return;
   m_sessionNumber=m_session.Number();
   m_history.Start(FL_SERVICE_HISTORY,true);
   m_digest.Start(true);
   m_list.Start();
   m_calendar.Start();
   m_heartbeat.Start(now);
  }

//--- true: there is more to send at once
bool CHistoryProgram::Step(const ulong now)
  {
   m_session.Step(now,m_clock.Offset());
   int before=0;
   m_clock.Changed(before);
   if(!m_session.IsLive())
      return(false);
   BeginSession(now);
   m_heartbeat.Step(m_session,m_pulse,0,0,now);
   if(m_session.IsLive())
      m_list.Step(m_session,now);
   if(!m_session.IsLive() || !m_digest.Step(m_session))
      return(false);
   bool more=m_calendar.Step(m_session,now);
   return(m_history.Step(m_session,now) || more);
  }

#endif
