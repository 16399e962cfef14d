//+------------------------------------------------------------------+
//| CalendarServer.mqh: MT5's economic calendar for the bridge. Its  |
//| functions may wait for the terminal's own download, so only the  |
//| history service calls them; the EA sends whoever asks there.     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CALENDARSERVER_MQH
#define FAIRLEAD_CALENDARSERVER_MQH

#include "CalendarCodes.mqh"
#include "Session.mqh"

#define FL_CALENDAR_A_FRAME  200
#define FL_CALENDAR_LOOK_MS  1000
#define FL_CALENDAR_TRIES    8
#define FL_CALENDAR_PAUSE_MS 500
#define FL_CALENDAR_MOST_MS  8035200000
//--- as TailDigest's: more was asked for than one answer may hold
#define FL_CALENDAR_TOO_WIDE 65537

class CCalendarServer
  {
private:
   bool              m_asked;
   FlCalendarRequest m_ask;
   MqlCalendarValue  m_values[];
   bool              m_read;
   int               m_next;
   uint              m_part;
   int               m_failures;
   ulong             m_tryAt;
   bool              m_follows;
   ulong             m_change;
   ulong             m_lookAt;
   //--- changes that the socket has not taken yet
   MqlCalendarValue  m_changed[];

   bool              Read(const ulong now);
   bool              SendPart(CSession &session);
   bool              Look(CSession &session,const ulong now);
   bool              End(CSession &session,const uchar status,const int error);

public:
                     CCalendarServer(void) { Start(); }
   void              Start(void);
   void              Take(CSession &session);
   bool              Step(CSession &session,const ulong now);
  };

//--- also with each new session: it knows no request
void CCalendarServer::Start(void)
  {
   m_asked=false;
   m_read=false;
   m_follows=false;
   m_next=0;
   m_part=0;
   m_failures=0;
   m_tryAt=0;
   m_change=0;
   m_lookAt=0;
   ArrayResize(m_values,0);
   ArrayResize(m_changed,0);
  }

//--- the newest request counts: one before it that is not through yet is forgotten
void CCalendarServer::Take(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_CALENDAR_REQUEST,0))
      return;
   Start();
   session.control.ReadFields(m_ask);
   m_asked=true;
   m_follows=m_ask.follow!=0;
  }

//--- true: there is more to do now
bool CCalendarServer::Step(CSession &session,const ulong now)
  {
   if(m_asked)
     {
      if(m_ask.toMs<m_ask.fromMs || m_ask.toMs-m_ask.fromMs>FL_CALENDAR_MOST_MS)
         return(End(session,FL_HISTORY_STATUS_FAILED,FL_CALENDAR_TOO_WIDE));
      if(!m_read && !Read(now))
        {
         if(m_failures<FL_CALENDAR_TRIES)
            return(false);
         int error=GetLastError();
         return(End(session,error==ERR_CALENDAR_TIMEOUT ? FL_HISTORY_STATUS_TIMEOUT : FL_HISTORY_STATUS_NOT_AVAILABLE,error));
        }
      if(m_next<ArraySize(m_values))
         return(SendPart(session));
      return(End(session,FL_HISTORY_STATUS_COMPLETE,0));
     }
   return(m_follows && Look(session,now));
  }

//--- The state of the calendar is noted before it is read: what changes in between is told twice, never not at all. A
//--- count, true or the array tell of success: MQL5's own pages differ on what CalendarValueHistory returns.
bool CCalendarServer::Read(const ulong now)
  {
   if(now<m_tryAt)
      return(false);
   ResetLastError();
   if(m_follows)
      CalendarValueLast(m_change,m_changed);
   ArrayResize(m_values,0);
   ArrayResize(m_changed,0);
   if(GetLastError()==0)
      CalendarValueHistory(m_values,(datetime)(m_ask.fromMs/1000),(datetime)(m_ask.toMs/1000));
   int error=GetLastError();
   m_read=(error==0 || error==ERR_CALENDAR_NO_DATA || ArraySize(m_values)>0);
   if(!m_read)
     {
      m_failures++;
      m_tryAt=now+FL_CALENDAR_PAUSE_MS;
     }
   return(m_read);
  }

bool CCalendarServer::SendPart(CSession &session)
  {
   FlCalendarValues fields;
   fields.request=m_ask.request;
   fields.part=m_part;
   session.data.Begin(FL_MSG_CALENDAR_VALUES);
   session.data.Fields(fields);
   int next=m_next;
   while(next<ArraySize(m_values) && session.data.Records()<FL_CALENDAR_A_FRAME)
     {
      FlCalendarValue record;
      PackCalendarValue(m_values[next++],record);
      session.data.Record(record);
     }
   if(!session.data.Send())
      return(false);
   m_next=next;
   m_part++;
   return(true);
  }

//--- false when there is nothing to do, or the socket is full: the next step tries again
bool CCalendarServer::Look(CSession &session,const ulong now)
  {
   if(ArraySize(m_changed)==0)
     {
      if(now<m_lookAt)
         return(false);
      m_lookAt=now+FL_CALENDAR_LOOK_MS;
      ResetLastError();
      if(CalendarValueLast(m_change,m_changed)<=0)
        {
         ArrayResize(m_changed,0);
         return(false);
        }
     }
   FlCalendarChanged fields;
   fields.request=m_ask.request;
   session.data.Begin(FL_MSG_CALENDAR_CHANGED);
   session.data.Fields(fields);
   int sent=MathMin(ArraySize(m_changed),FL_CALENDAR_A_FRAME);
   for(int i=0; i<sent; i++)
     {
      FlCalendarValue record;
      PackCalendarValue(m_changed[i],record);
      session.data.Record(record);
     }
   if(!session.data.Send())
      return(false);
   ArrayRemove(m_changed,0,sent);
   return(true);
  }

bool CCalendarServer::End(CSession &session,const uchar status,const int error)
  {
   FlCalendarEnd end;
   end.request=m_ask.request;
   end.status=status;
   end.total=(status==FL_HISTORY_STATUS_COMPLETE ? (uint)ArraySize(m_values) : 0);
   end.error=(uint)error;
   session.data.Begin(FL_MSG_CALENDAR_END);
   session.data.Fields(end);
   if(!session.data.Send())
      return(false);
   m_asked=false;
   m_follows=m_follows && status==FL_HISTORY_STATUS_COMPLETE;
   ArrayResize(m_values,0);
   return(true);
  }

//--- the EA's answer: it never waits for MT5
void SendCalendarElsewhere(CSession &session,const ulong now)
  {
   if(!session.control.Fits(FL_BYTES_CALENDAR_REQUEST,0))
      return;
   FlCalendarRequest ask;
   session.control.ReadFields(ask);
   FlCalendarEnd end;
   end.request=ask.request;
   end.status=FL_HISTORY_STATUS_SERVICE_NEEDED;
   end.total=0;
   end.error=0;
   session.data.Begin(FL_MSG_CALENDAR_END);
   session.data.Fields(end);
   if(!session.data.Send())
      session.Restart("The connection to Fairlead was lost.",now);
  }

#endif
