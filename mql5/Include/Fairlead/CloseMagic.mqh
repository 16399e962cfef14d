//+------------------------------------------------------------------+
//| CloseMagic.mqh: magics of closes that no command asked for. The  |
//| upper half of an installation's counters is the programs' own:   |
//| each such close can be found in the broker's records by itself.  |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CLOSEMAGIC_MQH
#define FAIRLEAD_CLOSEMAGIC_MQH

#include "Bytes.mqh"
#include "TradeRelay.mqh"

//--- the topmost bit of the counter, which no command's magic has
#define FL_MAGIC_OWN_BIT  34
//--- below it: closes for a duty, which name their command by the end of its counter, and a number of the try
#define FL_MAGIC_DUTY_BIT 33
#define FL_MAGIC_TRY_BITS 10

//--- Fairlead's tag and the installation of a magic, with counter 0; a stranger's position gives no installation
ulong InstallationMagic(const ulong magic)
  {
   ulong own=IsFairleadMagic(magic) ? magic : ((ulong)FL_MAGIC_TAG)<<FL_MAGIC_TAG_BITS;
   return((own>>FL_MAGIC_COUNTER_BITS)<<FL_MAGIC_COUNTER_BITS);
  }

//--- for a close of a position, told from every other by chance: one in 2^33
ulong CloseMagic(const ulong positionMagic)
  {
   ulong random=RandomNumber()&((((ulong)1)<<FL_MAGIC_DUTY_BIT)-1);
   return(InstallationMagic(positionMagic)|(((ulong)1)<<FL_MAGIC_OWN_BIT)|random);
  }

//--- for a close that a command's fill owes
ulong DutyMagic(const ulong commandMagic,const ulong number)
  {
   ulong counter=commandMagic&((((ulong)1)<<(FL_MAGIC_DUTY_BIT-FL_MAGIC_TRY_BITS))-1);
   ulong own=(((ulong)1)<<FL_MAGIC_OWN_BIT)|(((ulong)1)<<FL_MAGIC_DUTY_BIT);
   return(InstallationMagic(commandMagic)|own|(counter<<FL_MAGIC_TRY_BITS)|(number&((((ulong)1)<<FL_MAGIC_TRY_BITS)-1)));
  }

//--- two closes of the same duty
bool SameDuty(const ulong a,const ulong b)
  {
   return((a>>FL_MAGIC_TRY_BITS)==(b>>FL_MAGIC_TRY_BITS));
  }

//--- a magic as a global variable's value: without the tag it fits a double exactly
double ClaimValue(const ulong magic)
  {
   return((double)(magic&((((ulong)1)<<FL_MAGIC_TAG_BITS)-1)));
  }

ulong ClaimedMagic(const double value)
  {
   return((((ulong)FL_MAGIC_TAG)<<FL_MAGIC_TAG_BITS)|(ulong)value);
  }

#endif
