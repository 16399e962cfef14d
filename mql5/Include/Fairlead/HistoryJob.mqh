//+------------------------------------------------------------------+
//| HistoryJob.mqh: one request for old ticks or bars                |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_HISTORYJOB_MQH
#define FAIRLEAD_HISTORYJOB_MQH

#include "Link.mqh"

struct SHistoryJob
  {
   uint              request;
   string            symbol;
   bool              bars;
   ENUM_TIMEFRAMES   timeframe;
   long              fromMs;
   long              toMs;
   //--- frames that may still be sent before more credit comes
   int               credit;
   uint              part;
   ulong             total;
   //--- ticks: the cursor, as in a live stream; bars: the next opening time
   long              cursorMs;
   int               countAtCursor;
   int               failures;
   ulong             tryAt;
   //--- all is read, only HistoryEnd is left to be sent
   bool              done;
   uchar             status;
   //--- what it ends with when all is read
   uchar             whole;
   int               error;
  };

void BeginJob(SHistoryJob &job,const uint request,const string symbol,const long fromMs,const long toMs,const int credit)
  {
   job.request=request;
   job.symbol=symbol;
   job.bars=false;
   job.timeframe=PERIOD_M1;
   job.fromMs=MathMax(fromMs,0);
   job.toMs=toMs;
   job.credit=credit;
   job.part=0;
   job.total=0;
   job.cursorMs=job.fromMs;
   job.countAtCursor=0;
   job.failures=0;
   job.tryAt=0;
   job.done=false;
   job.status=FL_HISTORY_STATUS_COMPLETE;
   job.whole=FL_HISTORY_STATUS_COMPLETE;
   job.error=0;
  }

void EndJob(SHistoryJob &job,const uchar status,const int error)
  {
   job.done=true;
   job.status=status;
   job.error=error;
  }

ENUM_TIMEFRAMES TimeframeOf(const uchar code)
  {
   switch(code)
     {
      case FL_TIMEFRAME_CODE_M5:
         return(PERIOD_M5);
      case FL_TIMEFRAME_CODE_M15:
         return(PERIOD_M15);
      case FL_TIMEFRAME_CODE_M30:
         return(PERIOD_M30);
      case FL_TIMEFRAME_CODE_H1:
         return(PERIOD_H1);
      case FL_TIMEFRAME_CODE_H4:
         return(PERIOD_H4);
      case FL_TIMEFRAME_CODE_D1:
         return(PERIOD_D1);
      case FL_TIMEFRAME_CODE_W1:
         return(PERIOD_W1);
      case FL_TIMEFRAME_CODE_MN1:
         return(PERIOD_MN1);
     }
   return(PERIOD_M1);
  }

//--- MT5 says that it is still loading, or that the server has nothing
uchar HistoryStatusOf(const int error)
  {
   switch(error)
     {
      case ERR_MARKET_UNKNOWN_SYMBOL:
         return(FL_HISTORY_STATUS_UNKNOWN_SYMBOL);
      case ERR_HISTORY_TIMEOUT:
         return(FL_HISTORY_STATUS_TIMEOUT);
      case ERR_HISTORY_NOT_FOUND:
         return(FL_HISTORY_STATUS_NOT_AVAILABLE);
     }
   return(FL_HISTORY_STATUS_FAILED);
  }

#endif
