//+------------------------------------------------------------------+
//| What Fairlead assumes of MQL5, as assertions.                    |
//|                                                                  |
//| Run it once as a script in a real MetaTrader 5 on any chart. It  |
//| prints one line a failed assumption and a summary. In the MQL5   |
//| host (test/mql5-host) it runs with every test: what fails there  |
//| and not here, or here and not there, is a fault of the host.     |
//+------------------------------------------------------------------+
#property copyright "Fairlead"
#property version   "1.00"
#property strict
#property script_show_inputs

#include "Fidelity\Check.mqh"
#include "Fidelity\Numbers.mqh"
#include "Fidelity\Strings.mqh"
#include "Fidelity\Dates.mqh"
#include "Fidelity\Arrays.mqh"
#include "Fidelity\Records.mqh"
#include "Fidelity\Objects.mqh"
#include "Fidelity\Inputs.mqh"
#include "Fidelity\Files.mqh"
#include "Fidelity\Terminal.mqh"
#include "Fidelity\Trading.mqh"

void OnStart()
  {
   CheckNumbers();
   CheckRounding();
   CheckStrings();
   CheckText();
   CheckFormats();
   CheckDates();
   CheckArrays();
   CheckArrayFunctions();
   CheckRecords();
   CheckUnions();
   CheckObjects();
   CheckPointers();
   CheckTemplates();
   CheckStatements();
   CheckInputs();
   CheckFiles();
   CheckTextFiles();
   CheckGlobalVariables();
   CheckTerminal();
   CheckTradeNames();
   CheckTradeState();
   CheckTradeFiles();
   CheckSharedVariables();
   PrintFormat("fidelity: %d ok, %d failed",g_checksOk,g_checksFailed);
  }
