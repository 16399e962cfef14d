//+------------------------------------------------------------------+
//| HistoryTicks.mqh: one slice of a request for old ticks           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_HISTORYTICKS_MQH
#define FAIRLEAD_HISTORYTICKS_MQH

#include "HistoryJob.mqh"
#include "Session.mqh"
#include "TickFrame.mqh"

//--- false: the data socket takes no more just now. `failed` counts a read that MT5 could not do.
bool SendTickSlice(CSession &session,SHistoryJob &job,CTickFrame &frame,MqlTick &ticks[],const int most,bool &failed)
  {
   ResetLastError();
   int end=CopyTicks(job.symbol,ticks,COPY_TICKS_ALL,(ulong)job.cursorMs,(uint)(job.countAtCursor+most));
   //--- a count besides ERR_HISTORY_TIMEOUT is what MT5 has loaded so far, not all there is
   int error=GetLastError();
   if(end<0 || error==ERR_HISTORY_TIMEOUT)
     {
      failed=true;
      job.error=error;
      return(true);
     }
   int next=0;
   int sent=0;
   while(next<end && ticks[next].time_msc==job.cursorMs && sent<job.countAtCursor)
     {
      next++;
      sent++;
     }
   int limit=next;
   while(limit<end && ticks[limit].time_msc<=job.toMs)
      limit++;
   bool last=(limit<end || end<job.countAtCursor+most);
   while(next<limit)
     {
      //--- the slice is asked for anew when more credit comes
      if(job.credit<=0)
         return(true);
      int count=FrameLength(ticks,next,limit,FL_TICKS_A_FRAME);
      FlHistoryTicks fields;
      ZeroMemory(fields);
      fields.request=job.request;
      fields.part=job.part;
      if(!frame.SendHistory(session.data,fields,ticks,next,count))
         return(false);
      for(int i=next; i<next+count; i++)
        {
         job.countAtCursor=(ticks[i].time_msc==job.cursorMs) ? job.countAtCursor+1 : 1;
         job.cursorMs=ticks[i].time_msc;
        }
      next+=count;
      job.part++;
      job.credit--;
      job.total+=(ulong)count;
     }
   if(last)
      EndJob(job,FL_HISTORY_STATUS_COMPLETE,0);
   return(true);
  }

#endif
