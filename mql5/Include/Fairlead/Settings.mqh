//+------------------------------------------------------------------+
//| Settings.mqh: what a user may set, gathered from a program's     |
//| inputs                                                           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SETTINGS_MQH
#define FAIRLEAD_SETTINGS_MQH

struct SSettings
  {
   int               answerMs;
   int               retryMs;
   int               retryMaxMs;
   int               ticksPerFrame;
   bool              bookEvents;
   bool              panel;
   bool              pairAgain;
   //--- the EA's own limits, 0 = none
   double            maxLots;
   double            maxLoss;
  };

#endif
