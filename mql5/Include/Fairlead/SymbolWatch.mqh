//+------------------------------------------------------------------+
//| SymbolWatch.mqh: specifications and sessions of the subscribed   |
//| symbols, when they are new and whenever they change              |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SYMBOLWATCH_MQH
#define FAIRLEAD_SYMBOLWATCH_MQH

#include "Session.mqh"
#include "SymbolSessions.mqh"
#include "SymbolSpec.mqh"
#include "TickPump.mqh"

//--- tick values of crosses move with every quote: they are looked at rarely
#define FL_SPECS_EVERY_MS  15000
#define FL_SPECS_A_FRAME   100

class CSymbolWatch
  {
private:
   ulong             m_lookAt;
   string            m_symbols[];
   FlSymbolSpec      m_specs[];

   int               Find(const string symbol) const;
   bool              SendSpecs(CChannel &control,const int &which[]);
   bool              SendSessions(CChannel &control,const int &which[]);

public:
   void              Start(void);
   void              LookNow(void) { m_lookAt=0; }
   void              Step(CSession &session,const CTickPump &pump,const ulong now);
  };

void CSymbolWatch::Start(void)
  {
   m_lookAt=0;
   ArrayResize(m_symbols,0);
   ArrayResize(m_specs,0);
  }

int CSymbolWatch::Find(const string symbol) const
  {
   for(int i=0; i<ArraySize(m_symbols); i++)
      if(m_symbols[i]==symbol)
         return(i);
   return(-1);
  }

void CSymbolWatch::Step(CSession &session,const CTickPump &pump,const ulong now)
  {
   if(now<m_lookAt)
      return;
   m_lookAt=now+FL_SPECS_EVERY_MS;
   int changed[],fresh[];
   for(int i=0; i<pump.Streams(); i++)
     {
      string symbol=pump.Symbol(i);
      bool custom=false;
      if(!SymbolExist(symbol,custom))
         continue;
      FlSymbolSpec spec;
      ReadSymbolSpec(symbol,spec);
      int at=Find(symbol);
      if(at>=0 && SameSpec(spec,m_specs[at]))
         continue;
      if(at<0)
        {
         at=ArraySize(m_symbols);
         ArrayResize(m_symbols,at+1);
         ArrayResize(m_specs,at+1);
         m_symbols[at]=symbol;
         ArrayResize(fresh,ArraySize(fresh)+1);
         fresh[ArraySize(fresh)-1]=at;
        }
      m_specs[at]=spec;
      ArrayResize(changed,ArraySize(changed)+1);
      changed[ArraySize(changed)-1]=at;
     }
   if(!SendSpecs(session.control,changed) || !SendSessions(session.control,fresh))
      session.Restart("The connection to Fairlead was lost.",now);
  }

bool CSymbolWatch::SendSpecs(CChannel &control,const int &which[])
  {
   int total=ArraySize(which);
   FlSymbolSpecs fields;
   fields.parts=(uint)((total+FL_SPECS_A_FRAME-1)/FL_SPECS_A_FRAME);
   int next=0;
   for(fields.part=0; fields.part<fields.parts; fields.part++)
     {
      control.Begin(FL_MSG_SYMBOL_SPECS);
      control.Fields(fields);
      for(int i=0; i<FL_SPECS_A_FRAME && next<total; i++)
         control.Record(m_specs[which[next++]]);
      if(!control.Send())
         return(false);
     }
   return(true);
  }

//--- one part a symbol: a symbol's sessions always fit one frame
bool CSymbolWatch::SendSessions(CChannel &control,const int &which[])
  {
   int total=ArraySize(which);
   FlSymbolSessions fields;
   fields.parts=(uint)total;
   for(int i=0; i<total; i++)
     {
      fields.part=(uint)i;
      control.Begin(FL_MSG_SYMBOL_SESSIONS);
      control.Fields(fields);
      AddSessions(control,m_symbols[which[i]]);
      if(!control.Send())
         return(false);
     }
   return(true);
  }

#endif
