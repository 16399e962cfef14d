//+------------------------------------------------------------------+
//| SymbolSessions.mqh: when a symbol is quoted and traded           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SYMBOLSESSIONS_MQH
#define FAIRLEAD_SYMBOLSESSIONS_MQH

#include "Channel.mqh"

#define FL_SESSIONS_A_DAY 16

bool SessionOf(const string symbol,const bool trade,const int day,const uint index,datetime &from,datetime &to)
  {
   if(trade)
      return(SymbolInfoSessionTrade(symbol,(ENUM_DAY_OF_WEEK)day,index,from,to));
   return(SymbolInfoSessionQuote(symbol,(ENUM_DAY_OF_WEEK)day,index,from,to));
  }

//--- adds a symbol's sessions to the frame under way; seconds after midnight, 86,400 = the day's end
void AddSessions(CChannel &control,const string symbol)
  {
   FlSymbolSession session;
   ZeroMemory(session);
   PutText(session.symbol,symbol);
   for(int kind=FL_SESSION_KIND_QUOTE; kind<=FL_SESSION_KIND_TRADE; kind++)
      for(int day=0; day<7; day++)
         for(uint index=0; index<FL_SESSIONS_A_DAY; index++)
           {
            datetime from=0,to=0;
            if(!SessionOf(symbol,kind==FL_SESSION_KIND_TRADE,day,index,from,to))
               break;
            session.kind=(uchar)kind;
            session.weekday=(uchar)day;
            session.fromS=(uint)from;
            session.toS=(uint)to;
            control.Record(session);
           }
  }

#endif
