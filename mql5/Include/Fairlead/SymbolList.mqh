//+------------------------------------------------------------------+
//| SymbolList.mqh: the names of the broker's symbols, a slice a     |
//| pass, because a broker may have tens of thousands                |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SYMBOLLIST_MQH
#define FAIRLEAD_SYMBOLLIST_MQH

#include "Session.mqh"

#define FL_NAMES_A_FRAME 1000

class CSymbolList
  {
private:
   bool              m_active;
   bool              m_watchOnly;
   int               m_total;
   FlSymbolList      m_fields;

public:
   void              Start(void) { m_active=false; }
   void              Take(CSession &session);
   void              Step(CSession &session,const ulong now);
  };

//--- a new request replaces one under way
void CSymbolList::Take(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_SYMBOL_LIST_REQUEST,0))
      return;
   FlSymbolListRequest ask;
   session.control.ReadFields(ask);
   m_watchOnly=(ask.marketWatchOnly!=0);
   m_total=SymbolsTotal(m_watchOnly);
   m_fields.request=ask.request;
   m_fields.part=0;
   m_fields.parts=(uint)MathMax(1,(m_total+FL_NAMES_A_FRAME-1)/FL_NAMES_A_FRAME);
   m_active=true;
  }

void CSymbolList::Step(CSession &session,const ulong now)
  {
   if(!m_active)
      return;
   session.control.Begin(FL_MSG_SYMBOL_LIST);
   session.control.Fields(m_fields);
   int first=(int)m_fields.part*FL_NAMES_A_FRAME;
   for(int i=first; i<first+FL_NAMES_A_FRAME && i<m_total; i++)
     {
      FlSymbolName name;
      ZeroMemory(name);
      string symbol=SymbolName(i,m_watchOnly);
      //--- a name that had to be cut could not be asked for
      if(symbol=="" || !PutText(name.symbol,symbol))
         continue;
      name.inMarketWatch=(uchar)(m_watchOnly || SymbolInfoInteger(symbol,SYMBOL_SELECT)!=0);
      session.control.Record(name);
     }
   if(!session.control.Send())
     {
      session.Restart("The connection to Fairlead was lost.",now);
      return;
     }
   m_fields.part++;
   m_active=(m_fields.part<m_fields.parts);
  }

#endif
