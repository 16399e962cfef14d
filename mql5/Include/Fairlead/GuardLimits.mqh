//+------------------------------------------------------------------+
//| GuardLimits.mqh: the guard as the bridge gave it, on disk. Each  |
//| role keeps its own file: both get every Guard.                   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_GUARDLIMITS_MQH
#define FAIRLEAD_GUARDLIMITS_MQH

#include "AccountNames.mqh"

struct SGuardLimits
  {
   ulong             version;
   double            maxOrderLots;
   double            maxTotalLots;
   double            equityFloor;
   bool              entriesPaused;
   bool              automationStopped;
   bool              flattened;
   //--- latched by a program itself; cleared by the bridge's guard when that has taken the latch over
   bool              ownLatch;
   //--- the bridge was told of it since
   bool              told;
   //--- number of the last latch of this terminal that this program has heard of
   ulong             latch;
   uchar             cause;
  };

string GuardFileName(const uchar role)
  {
   return(AccountFile("guard",RoleSuffix(role)));
  }

bool SaveGuard(const string name,const SGuardLimits &limits)
  {
   CKeyValues file;
   file.Put("server",AccountInfoString(ACCOUNT_SERVER));
   file.Put("version",StringFormat("%I64u",limits.version));
   file.Put("max-order-lots",DoubleToString(limits.maxOrderLots,8));
   file.Put("max-total-lots",DoubleToString(limits.maxTotalLots,8));
   file.Put("equity-floor",DoubleToString(limits.equityFloor,8));
   file.Put("entries-paused",limits.entriesPaused ? "1" : "0");
   file.Put("automation-stopped",limits.automationStopped ? "1" : "0");
   file.Put("flattened",limits.flattened ? "1" : "0");
   file.Put("own-latch",limits.ownLatch ? "1" : "0");
   file.Put("latch",StringFormat("%I64u",limits.latch));
   file.Put("cause",IntegerToString((int)limits.cause));
   return(file.Write(name,0));
  }

//--- no file, or that of another broker's account of this number: no limits
void LoadGuard(const string name,SGuardLimits &limits)
  {
   ZeroMemory(limits);
   limits.cause=FL_FLATTEN_CAUSE_COMMAND;
   CKeyValues file;
   if(!file.Read(name,0) || file.Value("server")!=AccountInfoString(ACCOUNT_SERVER))
      return;
   limits.version=(ulong)StringToInteger(file.Value("version"));
   limits.maxOrderLots=StringToDouble(file.Value("max-order-lots"));
   limits.maxTotalLots=StringToDouble(file.Value("max-total-lots"));
   limits.equityFloor=StringToDouble(file.Value("equity-floor"));
   limits.entriesPaused=(file.Value("entries-paused")=="1");
   limits.automationStopped=(file.Value("automation-stopped")=="1");
   limits.flattened=(file.Value("flattened")=="1");
   limits.ownLatch=(file.Value("own-latch")=="1");
   limits.latch=(ulong)StringToInteger(file.Value("latch"));
   limits.cause=(uchar)StringToInteger(file.Value("cause"));
  }

#endif
