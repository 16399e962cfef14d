//+------------------------------------------------------------------+
//| HistoryBars.mqh: one slice of a request for bars                 |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_HISTORYBARS_MQH
#define FAIRLEAD_HISTORYBARS_MQH

#include "HistoryJob.mqh"
#include "Session.mqh"

#define FL_BARS_A_FRAME 512

void PackBar(const MqlRates &rates,FlBar &bar)
  {
   bar.timeMs=(long)rates.time*1000;
   bar.open=rates.open;
   bar.high=rates.high;
   bar.low=rates.low;
   bar.close=rates.close;
   bar.tickVolume=(ulong)rates.tick_volume;
   bar.spread=rates.spread;
   bar.realVolume=(ulong)rates.real_volume;
  }

//--- One frame a slice. The span of a slice follows from the timeframe; an empty one (a weekend) only moves the cursor.
//--- CopyRates by time gives the bars that open in [start, stop].
bool SendBarSlice(CSession &session,SHistoryJob &job,MqlRates &rates[],bool &failed)
  {
   if(job.credit<=0)
      return(true);
   long spanMs=(long)PeriodSeconds(job.timeframe)*1000*FL_BARS_A_FRAME;
   long stopMs=MathMin(job.toMs,job.cursorMs+spanMs-1000);
   datetime start=(datetime)((job.cursorMs+999)/1000);
   datetime stop=(datetime)(stopMs/1000);
   ResetLastError();
   int total=(start<=stop) ? CopyRates(job.symbol,job.timeframe,start,stop,rates) : 0;
   if(total<0)
     {
      failed=true;
      job.error=GetLastError();
      return(true);
     }
   if(total>0)
     {
      FlHistoryBars fields;
      fields.request=job.request;
      fields.part=job.part;
      session.data.Begin(FL_MSG_HISTORY_BARS);
      session.data.Fields(fields);
      for(int i=0; i<total; i++)
        {
         FlBar bar;
         PackBar(rates[i],bar);
         session.data.Record(bar);
        }
      if(!session.data.Send())
         return(false);
      job.part++;
      job.credit--;
      job.total+=(ulong)total;
     }
   job.cursorMs=stopMs+1000;
   if(job.cursorMs>job.toMs)
      EndJob(job,FL_HISTORY_STATUS_COMPLETE,0);
   return(true);
  }

#endif
