//+------------------------------------------------------------------+
//| FairleadCommand.mq5: the command service                           |
//+------------------------------------------------------------------+
#property service
#property copyright "Fairlead contributors"
#property version   "1.00"
#property description "Fairlead's command service: answers Fairlead's commands at once."
#property description "Needs the Fairlead EA on a chart, which pairs this terminal, and DLL imports."

#include <Fairlead\CommandProgram.mqh>

input int    InpAnswerMs      = 5000;   // Wait this long for Fairlead's answer (ms)
input int    InpRetryMs       = 500;    // First pause before another try (ms)
input int    InpRetryMaxMs    = 10000;  // Longest pause between tries (ms)

CCommandProgram g_program;

void OnStart(void)
  {
   if(TerminalInfoInteger(TERMINAL_DLLS_ALLOWED)==0 || MQLInfoInteger(MQL_DLLS_ALLOWED)==0)
     {
      Print("Fairlead needs DLL imports: allow them in this service's settings, then start it again.");
      return;
     }
   SSettings settings;
   ZeroMemory(settings);
   settings.answerMs=InpAnswerMs;
   settings.retryMs=InpRetryMs;
   settings.retryMaxMs=InpRetryMaxMs;
   string problem="";
   if(g_program.Start(settings,problem))
      g_program.Run();
   else
      Print("Fairlead: ",problem);
  }
