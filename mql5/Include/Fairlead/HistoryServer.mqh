//+------------------------------------------------------------------+
//| HistoryServer.mqh: serves old ticks and bars in slices, each     |
//| request within its own credit. MT5 may need time to load: a      |
//| failed read is tried again before it is reported. Where nobody   |
//| may wait for MT5, bars are served that it has loaded, and the    |
//| rest is refused.                                                 |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_HISTORYSERVER_MQH
#define FAIRLEAD_HISTORYSERVER_MQH

#include "HistoryBars.mqh"
#include "HistoryTicks.mqh"

#define FL_HISTORY_QUEUE     32
#define FL_HISTORY_TRIES     8
#define FL_HISTORY_PAUSE_MS  250

class CHistoryServer
  {
private:
   SHistoryJob       m_jobs[];
   MqlTick           m_ticks[];
   MqlRates          m_rates[];
   CTickFrame        m_frame;
   int               m_slice;
   int               m_turn;
   bool              m_mayWait;

   bool              Add(SHistoryJob &job);
   bool              Serve(CSession &session,SHistoryJob &job,const ulong now);
   void              Remove(const int index);
   bool              SendEnd(CSession &session,const SHistoryJob &job);

public:
   void              Start(const int ticksASlice,const bool mayWait);
   void              TakeTicks(CSession &session);
   void              TakeBars(CSession &session);
   void              TakeCredit(CSession &session);
   bool              Step(CSession &session,const ulong now);
  };

void CHistoryServer::Start(const int ticksASlice,const bool mayWait)
  {
   ArrayResize(m_jobs,0);
   m_mayWait=mayWait;
   m_slice=ticksASlice;
   m_turn=0;
  }

bool CHistoryServer::Add(SHistoryJob &job)
  {
   int at=ArraySize(m_jobs);
   bool custom=false;
   if(at>=FL_HISTORY_QUEUE)
      EndJob(job,FL_HISTORY_STATUS_FAILED,0);
   else
      if(!SymbolExist(job.symbol,custom) || !SymbolSelect(job.symbol,true))
         EndJob(job,FL_HISTORY_STATUS_UNKNOWN_SYMBOL,GetLastError());
      else
         if(!m_mayWait)
            KeepToLoaded(job);
   ArrayResize(m_jobs,at+1);
   m_jobs[at]=job;
   return(true);
  }

void CHistoryServer::TakeTicks(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_HISTORY_TICKS_REQUEST,0))
      return;
   FlHistoryTicksRequest ask;
   session.control.ReadFields(ask);
   SHistoryJob job;
   BeginJob(job,ask.request,GetText(ask.symbol),ask.fromMs,ask.toMs,(int)ask.credit);
   Add(job);
  }

void CHistoryServer::TakeBars(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_HISTORY_BARS_REQUEST,0))
      return;
   FlHistoryBarsRequest ask;
   session.control.ReadFields(ask);
   SHistoryJob job;
   BeginJob(job,ask.request,GetText(ask.symbol),ask.fromMs,ask.toMs,(int)ask.credit);
   job.bars=true;
   job.timeframe=TimeframeOf(ask.timeframe);
   Add(job);
  }

//--- 0 cancels; a request that is not (or no longer) known is passed over
void CHistoryServer::TakeCredit(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_HISTORY_CREDIT,0))
      return;
   FlHistoryCredit grant;
   session.control.ReadFields(grant);
   for(int i=0; i<ArraySize(m_jobs); i++)
     {
      if(m_jobs[i].request!=grant.request || m_jobs[i].done)
         continue;
      if(grant.credit==0)
         EndJob(m_jobs[i],FL_HISTORY_STATUS_CANCELLED,0);
      else
         m_jobs[i].credit+=(int)grant.credit;
     }
  }

//--- one slice of one request; true: there is more to do now
bool CHistoryServer::Step(CSession &session,const ulong now)
  {
   int total=ArraySize(m_jobs);
   for(int i=0; i<total; i++)
     {
      int at=(m_turn+i)%total;
      if(m_jobs[at].done)
        {
         if(!SendEnd(session,m_jobs[at]))
            return(false);
         Remove(at);
         return(true);
        }
      if(m_jobs[at].credit<=0 || now<m_jobs[at].tryAt)
         continue;
      m_turn=at+1;
      return(Serve(session,m_jobs[at],now));
     }
   return(false);
  }

bool CHistoryServer::Serve(CSession &session,SHistoryJob &job,const ulong now)
  {
   bool failed=false;
   bool taken=job.bars ? SendBarSlice(session,job,m_rates,failed)
              : SendTickSlice(session,job,m_frame,m_ticks,m_slice,failed);
   if(!failed)
     {
      job.failures=0;
      return(taken);
     }
   job.failures++;
   job.tryAt=now+FL_HISTORY_PAUSE_MS;
   if(job.failures>=FL_HISTORY_TRIES)
      EndJob(job,HistoryStatusOf(job.error),job.error);
   return(false);
  }

void CHistoryServer::Remove(const int index)
  {
   int last=ArraySize(m_jobs)-1;
   for(int i=index; i<last; i++)
      m_jobs[i]=m_jobs[i+1];
   ArrayResize(m_jobs,last);
  }

bool CHistoryServer::SendEnd(CSession &session,const SHistoryJob &job)
  {
   FlHistoryEnd end;
   ZeroMemory(end);
   end.request=job.request;
   end.status=job.status;
   end.total=job.total;
   end.error=(uint)job.error;
   session.data.Begin(FL_MSG_HISTORY_END);
   session.data.Fields(end);
   return(session.data.Send());
  }

#endif
