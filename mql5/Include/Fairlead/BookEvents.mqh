//+------------------------------------------------------------------+
//| BookEvents.mqh: depth subscriptions, only for their events: they |
//| come for every symbol and sooner than the timer                  |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_BOOKEVENTS_MQH
#define FAIRLEAD_BOOKEVENTS_MQH

#include "BookHolds.mqh"
#include "TickPump.mqh"

class CBookEvents
  {
private:
   string            m_symbols[];

   bool              Has(const string symbol) const;

public:
   void              Follow(const bool wanted,const CTickPump &pump,CBookHolds &holds);
   void              Release(CBookHolds &holds);
  };

bool CBookEvents::Has(const string symbol) const
  {
   for(int i=0; i<ArraySize(m_symbols); i++)
      if(m_symbols[i]==symbol)
         return(true);
   return(false);
  }

//--- a symbol without depth refuses; the timer serves it
void CBookEvents::Follow(const bool wanted,const CTickPump &pump,CBookHolds &holds)
  {
   if(!wanted)
      return;
   for(int i=0; i<pump.Streams(); i++)
     {
      string symbol=pump.Symbol(i);
      if(Has(symbol) || !holds.Hold(symbol))
         continue;
      int at=ArraySize(m_symbols);
      ArrayResize(m_symbols,at+1);
      m_symbols[at]=symbol;
     }
  }

void CBookEvents::Release(CBookHolds &holds)
  {
   for(int i=0; i<ArraySize(m_symbols); i++)
      holds.Let(m_symbols[i]);
   ArrayResize(m_symbols,0);
  }

#endif
