//+------------------------------------------------------------------+
//| Fairlead.mq5: links this MetaTrader 5 terminal to Fairlead.      |
//| This file only hands MT5's events to the program's modules.      |
//+------------------------------------------------------------------+
#property copyright "Fairlead contributors"
#property version   "1.00"
#property description "Links this terminal to the Fairlead desktop app on the same PC."
#property description "Needs: Tools > Options > Expert Advisors > Allow DLL imports."

#include <Fairlead\EaProgram.mqh>

input group  "Connection"
input int    InpAnswerMs      = 5000;   // Wait this long for Fairlead's answer (ms)
input int    InpRetryMs       = 500;    // First pause before another try (ms)
input int    InpRetryMaxMs    = 10000;  // Longest pause between tries (ms)
input bool   InpPairAgain     = false;  // Forget the pairing and pair anew
input group  "Ticks"
input int    InpTimerMs       = 10;     // Look for ticks and commands every (ms)
input int    InpTicksPerFrame = 64;     // Most ticks in one frame (1 to 64)
input bool   InpBookEvents    = true;   // Use market depth events to be faster
input group  "Safety"
input double InpMaxLots       = 0;      // Most lots an order may open (0: no own limit)
input double InpMaxLoss       = 0;      // Close everything at this loss since it was set (account currency, 0: off)
input group  "Chart"
input bool   InpPanel         = true;   // Show the panel

CEaProgram g_program;

int OnInit(void)
  {
//--- the tester has neither a link nor an account worth watching
   if(MQLInfoInteger(MQL_TESTER)!=0)
      return(INIT_SUCCEEDED);
   if(TerminalInfoInteger(TERMINAL_DLLS_ALLOWED)==0 || MQLInfoInteger(MQL_DLLS_ALLOWED)==0)
     {
      Alert("Fairlead needs DLL imports. Allow them in Tools > Options > Expert Advisors and in this EA's Dependencies, then put the EA on the chart again.");
      return(INIT_FAILED);
     }
   SSettings settings;
   settings.answerMs=InpAnswerMs;
   settings.retryMs=InpRetryMs;
   settings.retryMaxMs=InpRetryMaxMs;
   settings.ticksPerFrame=InpTicksPerFrame;
   settings.bookEvents=InpBookEvents;
   settings.panel=InpPanel;
   settings.pairAgain=InpPairAgain;
   settings.maxLots=InpMaxLots;
   settings.maxLoss=InpMaxLoss;
   string problem="";
   if(!g_program.Start(settings,problem))
     {
      Alert("Fairlead: "+problem);
      return(INIT_FAILED);
     }
   if(!EventSetMillisecondTimer(MathMax(InpTimerMs,1)))
     {
      Alert("Fairlead: MT5 gave no timer. Put the EA on the chart again.");
      g_program.Stop(REASON_INITFAILED);
      return(INIT_FAILED);
     }
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int reason)
  {
   EventKillTimer();
   g_program.Stop(reason);
  }

void OnTimer(void)
  {
   g_program.Wake(true);
  }

void OnTick(void)
  {
   g_program.Wake(false);
  }

void OnBookEvent(const string &symbol)
  {
   g_program.BookEvent(symbol);
   g_program.Wake(false);
  }

//--- a hint: unordered and lossy, so the snapshots tell what is true
void OnTradeTransaction(const MqlTradeTransaction &transaction,const MqlTradeRequest &request,const MqlTradeResult &result)
  {
   g_program.TradeEvent(transaction,request,result);
   g_program.Wake(false);
  }

void OnChartEvent(const int id,const long &lparam,const double &dparam,const string &sparam)
  {
   if(id==CHARTEVENT_OBJECT_CLICK)
      g_program.ButtonClick(sparam);
  }
