//+------------------------------------------------------------------+
//| Clocks, errors, properties that a script may ask for anywhere.   |
//+------------------------------------------------------------------+
void CheckTerminal()
  {
   ulong before=GetMicrosecondCount();
   ulong milliseconds=GetTickCount64();
   Sleep(20);
   Check("Sleep lets time pass",GetMicrosecondCount()-before>=19000 && GetTickCount64()-milliseconds>=10);
   Check("broker and UTC differ by quarter hours",(TimeTradeServer()-TimeGMT()+86400*2)%900<=1 || (TimeTradeServer()-TimeGMT()+86400*2)%900>=899);
   Check("local time and UTC differ by TimeGMTOffset",MathAbs((double)(TimeGMT()-TimeLocal()-TimeGMTOffset()))<=1);
   ResetLastError();
   Check("ResetLastError",GetLastError()==0);
   MqlTick tick;
   Check("an unknown symbol fails",!SymbolInfoTick("NO_SUCH_SYMBOL",tick) && GetLastError()!=0);
   ResetLastError();
   SetUserError(7);
   Check("user errors",GetLastError()==ERR_USER_ERROR_FIRST+7);
   Check("the chart's symbol",_Symbol==Symbol() && _Digits==(int)SymbolInfoInteger(_Symbol,SYMBOL_DIGITS) && _Point==SymbolInfoDouble(_Symbol,SYMBOL_POINT));
   Check("NULL means the chart's symbol",SymbolInfoInteger(NULL,SYMBOL_DIGITS)==_Digits);
   Check("program type",MQLInfoInteger(MQL_PROGRAM_TYPE)==PROGRAM_SCRIPT);
   Check("timeframes in seconds",PeriodSeconds(PERIOD_M1)==60 && PeriodSeconds(PERIOD_H4)==14400 && PeriodSeconds(PERIOD_D1)==86400);
   Check("not stopped",!IsStopped());
   MqlTick ticks[];
   int copied=CopyTicks(_Symbol,ticks,COPY_TICKS_ALL,0,10);
   Check("CopyTicks gives at most the count, oldest first",copied<=10 && (copied<2 || ticks[0].time_msc<=ticks[copied-1].time_msc));
   if(copied>0)
      Check("CopyTicks from a stamp starts at it",CopyTicks(_Symbol,ticks,COPY_TICKS_ALL,(ulong)ticks[copied-1].time_msc,1)==1 && ticks[0].time_msc/1000==(long)ticks[0].time);
  }
