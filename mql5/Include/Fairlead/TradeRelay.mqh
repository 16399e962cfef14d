//+------------------------------------------------------------------+
//| TradeRelay.mqh: the EA hands a service the server's rejections.  |
//| A service gets no trade events, and a rejected request leaves no |
//| trace in orders or history; MT5 tells the EA of the requests of  |
//| every program of its terminal. They travel as temporary global   |
//| variables of the terminal.                                       |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADERELAY_MQH
#define FAIRLEAD_TRADERELAY_MQH

#include "AccountNames.mqh"

#define FL_RELAY_PREFIX       "Fairlead.no."
//--- what nobody has fetched for so long has nobody to fetch it
#define FL_RELAY_KEEP_S       120
//--- every Fairlead magic starts with this tag
#define FL_MAGIC_TAG          0xF1D
#define FL_MAGIC_TAG_BITS     51
#define FL_MAGIC_COUNTER_BITS 35

bool IsFairleadMagic(const ulong magic)
  {
   return((magic>>FL_MAGIC_TAG_BITS)==FL_MAGIC_TAG);
  }

//--- a command's magic is its own; closes without a command share one, and are told apart by what they close
string RelayName(const ulong magic,const ulong ticket)
  {
   if(((magic>>FL_MAGIC_COUNTER_BITS)<<FL_MAGIC_COUNTER_BITS)!=magic)
      return(FL_RELAY_PREFIX+StringFormat("%I64u",magic));
   return(FL_RELAY_PREFIX+AccountKey()+StringFormat(".t%I64u",ticket));
  }

void RelayAnswer(const ulong magic,const ulong ticket,const uint retcode)
  {
   GlobalVariablesDeleteAll(FL_RELAY_PREFIX,TimeLocal()-FL_RELAY_KEEP_S);
   string name=RelayName(magic,ticket);
   GlobalVariableTemp(name);
   GlobalVariableSet(name,(double)retcode);
  }

//--- 0 = none yet; an answer is fetched once
uint FetchAnswer(const ulong magic,const ulong ticket)
  {
   double value=0;
   string name=RelayName(magic,ticket);
   if(!GlobalVariableGet(name,value) || value==0)
      return(0);
   GlobalVariableDel(name);
   return((uint)value);
  }

#endif
