//+------------------------------------------------------------------+
//| TradeRelay.mqh: the EA hands a service the server's rejections.  |
//| A service gets no trade events, and a rejected request leaves no |
//| trace in orders or history; MT5 tells the EA of the requests of  |
//| every program of its terminal. They travel as temporary global   |
//| variables of the terminal, named by magic.                       |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADERELAY_MQH
#define FAIRLEAD_TRADERELAY_MQH

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

string RelayName(const ulong magic)
  {
   return(FL_RELAY_PREFIX+StringFormat("%I64u",magic));
  }

void RelayAnswer(const ulong magic,const uint retcode)
  {
   GlobalVariablesDeleteAll(FL_RELAY_PREFIX,TimeLocal()-FL_RELAY_KEEP_S);
   string name=RelayName(magic);
   GlobalVariableTemp(name);
   GlobalVariableSet(name,(double)retcode);
  }

//--- 0 = none yet; an answer is fetched once
uint FetchAnswer(const ulong magic)
  {
   double value=0;
   string name=RelayName(magic);
   if(!GlobalVariableGet(name,value) || value==0)
      return(0);
   GlobalVariableDel(name);
   return((uint)value);
  }

#endif
