//+------------------------------------------------------------------+
//| CommandProgram.mqh: the command service. No events and no timer: |
//| it waits in the socket itself and answers at once.               |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_COMMANDPROGRAM_MQH
#define FAIRLEAD_COMMANDPROGRAM_MQH

#include "Heartbeat.mqh"
#include "Lease.mqh"
#include "Ping.mqh"
#include "Safety.mqh"
#include "Settings.mqh"
#include "Snapshots.mqh"
#include "TradeHistory.mqh"

#define FL_COMMAND_WAIT_MS 20
//--- while a broker's answer is awaited everything else has its turn this often
#define FL_ASIDE_EVERY_MS  10

class CCommandProgram
  {
private:
   CSession          m_session;
   CBrokerClock      m_clock;
   CPulse            m_pulse;
   CHeartbeat        m_heartbeat;
   CLease            m_lease;
   CSnapshots        m_snapshots;
   CTradeDesk        m_desk;
   CSafety           m_safety;
   CTradeHistory     m_trades;
   ulong             m_sessionNumber;
   ulong             m_asideAt;

   void              BeginSession(const ulong now);
   void              Dispatch(const ulong now);
   void              Step(const ulong now);

public:
   bool              Start(const SSettings &settings,string &problem);
   void              Run(void);
  };

bool CCommandProgram::Start(const SSettings &settings,string &problem)
  {
   m_sessionNumber=0;
   m_asideAt=0;
   m_clock.Start();
   m_lease.Start();
   m_snapshots.Start();
   m_desk.Start(FL_ROLE_COMMAND_SERVICE);
   m_safety.Start(FL_ROLE_COMMAND_SERVICE,m_desk);
   m_trades.Start();
   return(m_session.Start(FL_ROLE_COMMAND_SERVICE,FL_COMMAND_WAIT_MS,settings.answerMs,settings.retryMs,settings.retryMaxMs,problem));
  }

void CCommandProgram::Run(void)
  {
   while(!IsStopped())
     {
      ulong now=GetTickCount64();
      if(m_pulse.Beat(now))
        {
         m_session.Pardon(now,FL_STALL_GRACE_MS);
         m_lease.Stalled(now);
         m_trades.Stalled(now);
        }
      //--- Sleeps here until a command comes; without a socket it only waits. While a broker's answer is due it does not
      //--- sleep: there is no event that would wake it.
      bool hot=m_desk.IsHot();
      bool came=m_session.NextControl(now,m_session.control.IsOpen() && !hot);
      if(hot && !came)
         Sleep(m_desk.IsUrgent(now) ? 0 : 1);
      while(came)
        {
         BeginSession(GetTickCount64());
         Dispatch(GetTickCount64());
         came=m_session.NextControl(GetTickCount64(),false);
        }
      if(!m_session.control.IsOpen() && !hot)
         Sleep(FL_COMMAND_WAIT_MS);
      Step(GetTickCount64());
     }
   m_session.Stop(FL_BYE_REASON_CLOSE);
  }

//--- before a new session's first command: ownership is given anew
void CCommandProgram::BeginSession(const ulong now)
  {
   if(!m_session.IsLive() || m_sessionNumber==m_session.Number())
      return;
   m_sessionNumber=m_session.Number();
   m_snapshots.Start();
   m_heartbeat.Start(now);
   m_lease.TellAgain();
   m_desk.BeginSession();
   m_safety.BeginSession(m_desk);
   m_trades.Begin();
  }

void CCommandProgram::Dispatch(const ulong now)
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
     }
  }

void CCommandProgram::Step(const ulong now)
  {
   m_session.Step(now,m_clock.Offset());
   BeginSession(now);
   m_desk.Step(m_session,now);
   if(m_desk.IsUrgent(now) && now<m_asideAt)
      return;
   m_asideAt=now+FL_ASIDE_EVERY_MS;
   int before=0;
   m_clock.Changed(before);
   m_lease.Step(m_session,now);
   m_safety.Step(m_session,m_lease,m_desk,now);
   m_trades.Watch(now);
   if(m_desk.TakeChanged())
     {
      m_snapshots.Hint();
      m_trades.Hint();
     }
   if(!m_session.IsLive())
      return;
   m_trades.Step(m_session,now);
   m_heartbeat.Step(m_session,m_pulse,0,0,now);
   if(m_session.IsLive())
      m_snapshots.Step(m_session,now);
  }

#endif
