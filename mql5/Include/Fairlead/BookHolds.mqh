//+------------------------------------------------------------------+
//| BookHolds.mqh: depth subscriptions of this program, counted: MT5 |
//| counts them per chart, and a book that two modules want ends     |
//| only when neither does                                           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_BOOKHOLDS_MQH
#define FAIRLEAD_BOOKHOLDS_MQH

class CBookHolds
  {
private:
   string            m_symbols[];
   int               m_counts[];

   int               Find(const string symbol) const;

public:
   bool              Hold(const string symbol);
   void              Let(const string symbol);
   int               Count(const string symbol) const;
  };

int CBookHolds::Find(const string symbol) const
  {
   for(int i=0; i<ArraySize(m_symbols); i++)
      if(m_symbols[i]==symbol)
         return(i);
   return(-1);
  }

int CBookHolds::Count(const string symbol) const
  {
   int at=Find(symbol);
   return(at<0 ? 0 : m_counts[at]);
  }

//--- false: MT5 refused, and GetLastError() says why
bool CBookHolds::Hold(const string symbol)
  {
   int at=Find(symbol);
   if(at>=0)
     {
      m_counts[at]++;
      return(true);
     }
   if(!MarketBookAdd(symbol))
      return(false);
   at=ArraySize(m_symbols);
   ArrayResize(m_symbols,at+1);
   ArrayResize(m_counts,at+1);
   m_symbols[at]=symbol;
   m_counts[at]=1;
   return(true);
  }

void CBookHolds::Let(const string symbol)
  {
   int at=Find(symbol);
   if(at<0)
      return;
   m_counts[at]--;
   if(m_counts[at]>0)
      return;
   MarketBookRelease(symbol);
   int last=ArraySize(m_symbols)-1;
   m_symbols[at]=m_symbols[last];
   m_counts[at]=m_counts[last];
   ArrayResize(m_symbols,last);
   ArrayResize(m_counts,last);
  }

#endif
