//+------------------------------------------------------------------+
//| Heartbeat.mqh: tells the bridge that program, terminal and       |
//| broker are there, and measures the hop                           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_HEARTBEAT_MQH
#define FAIRLEAD_HEARTBEAT_MQH

#include "Pulse.mqh"
#include "Session.mqh"

class CHeartbeat
  {
private:
   ulong             m_dueAt;
   int               m_hopUs;

public:
                     CHeartbeat(void) { m_dueAt=0; m_hopUs=-1; }
   void              Start(const ulong now) { m_dueAt=now; m_hopUs=-1; }
   void              Step(CSession &session,CPulse &pulse,const long lastQuoteMs,const int unacked,const ulong now);
   void              TakeEcho(CSession &session);
   //--- microseconds to the bridge and back, -1 unknown
   int               HopUs(void) const { return(m_hopUs); }
  };

void CHeartbeat::Step(CSession &session,CPulse &pulse,const long lastQuoteMs,const int unacked,const ulong now)
  {
   if(now<m_dueAt)
      return;
   m_dueAt=now+(ulong)session.HeartbeatMs();
   FlHeartbeat beat;
   ZeroMemory(beat);
   long ping=TerminalInfoInteger(TERMINAL_PING_LAST);
   beat.sentUs=GetMicrosecondCount();
   beat.brokerMs=(long)TimeTradeServer()*1000;
   beat.utcMs=(long)TimeGMT()*1000;
   beat.lastQuoteMs=lastQuoteMs;
   beat.brokerConnected=(uchar)BrokerConnected();
   beat.algoTradingAllowed=(uchar)AlgoTradingAllowed();
   beat.brokerPingUs=(ping>0) ? (int)ping : -1;
   beat.worstLoopMs=pulse.TakeWorst();
   beat.unacked=(uint)unacked;
   session.control.Begin(FL_MSG_HEARTBEAT);
   session.control.Fields(beat);
   if(!session.control.Send())
      session.Restart("The connection to Fairlead was lost.",now);
  }

void CHeartbeat::TakeEcho(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_HEARTBEAT_ECHO,0))
      return;
   FlHeartbeatEcho echo;
   session.control.ReadFields(echo);
   ulong us=GetMicrosecondCount();
   if(us>=echo.sentUs && us-echo.sentUs<INT_MAX)
      m_hopUs=(int)(us-echo.sentUs);
  }

#endif
