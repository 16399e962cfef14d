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

//--- Bars that open in [start, stop], oldest first; -1 when MT5 cannot tell. A span without bars (a weekend) is reported
//--- as "not found" too: when the series is synchronised, that means that there are none.
int ReadBars(const SHistoryJob &job,const datetime start,const datetime stop,MqlRates &rates[],int &error)
  {
   if(start>stop)
      return(0);
   ResetLastError();
   int total=CopyRates(job.symbol,job.timeframe,start,stop,rates);
   if(total>=0)
      return(total);
   error=GetLastError();
   bool none=(error==ERR_HISTORY_NOT_FOUND && SeriesInfoInteger(job.symbol,job.timeframe,SERIES_SYNCHRONIZED)!=0);
   return(none ? 0 : -1);
  }

//--- years before the server's first bar need not be walked through
void SkipToFirstBar(SHistoryJob &job)
  {
   long first=SeriesInfoInteger(job.symbol,job.timeframe,SERIES_SERVER_FIRSTDATE)*1000;
   if(first>job.cursorMs)
      job.cursorMs=first;
  }

//--- Leaves of a request what MT5 answers without a wait: bars of a series that is loaded and in step with the server.
//--- CopyTicks tells nothing of what it has at hand, so no ticks.
void KeepToLoaded(SHistoryJob &job)
  {
   bool loaded=job.bars && SymbolIsSynchronized(job.symbol) && SeriesInfoInteger(job.symbol,job.timeframe,SERIES_SYNCHRONIZED)!=0;
   long firstMs=loaded ? SeriesInfoInteger(job.symbol,job.timeframe,SERIES_FIRSTDATE)*1000 : 0;
   if(firstMs<=0)
     {
      EndJob(job,FL_HISTORY_STATUS_SERVICE_NEEDED,0);
      return;
     }
   long serverMs=SeriesInfoInteger(job.symbol,job.timeframe,SERIES_SERVER_FIRSTDATE)*1000;
   if(job.cursorMs>=firstMs)
      return;
   if(serverMs<firstMs)
      job.whole=FL_HISTORY_STATUS_SERVICE_NEEDED;
   job.cursorMs=firstMs;
   if(job.cursorMs>job.toMs)
      EndJob(job,job.whole,0);
  }

//--- One frame a slice; the span of a slice follows from the timeframe.
bool SendBarSlice(CSession &session,SHistoryJob &job,MqlRates &rates[],bool &failed)
  {
   if(job.credit<=0)
      return(true);
   long spanMs=(long)PeriodSeconds(job.timeframe)*1000*FL_BARS_A_FRAME;
   long stopMs=MathMin(job.toMs,job.cursorMs+spanMs-1000);
   datetime start=(datetime)((job.cursorMs+999)/1000);
   datetime stop=(datetime)(stopMs/1000);
   int total=ReadBars(job,start,stop,rates,job.error);
   if(total<0)
     {
      failed=true;
      return(true);
     }
   if(job.total==0 && total==0)
      SkipToFirstBar(job);
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
   job.cursorMs=MathMax(job.cursorMs,stopMs+1000);
   if(job.cursorMs>job.toMs)
      EndJob(job,job.whole,0);
   return(true);
  }

#endif
