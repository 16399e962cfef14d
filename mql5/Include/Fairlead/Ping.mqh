//+------------------------------------------------------------------+
//| Ping.mqh: a command with no effect                               |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_PING_MQH
#define FAIRLEAD_PING_MQH

#include "Session.mqh"

//--- Pong has Ping's layout: id and payload go back as they came
void AnswerPing(CSession &session,const ulong now)
  {
   if(!session.control.Fits(FL_BYTES_PING,0))
      return;
   FlPong pong;
   session.control.ReadFields(pong);
   session.control.Begin(FL_MSG_PONG);
   session.control.Fields(pong);
   if(!session.control.Send())
      session.Restart("The connection to Fairlead was lost.",now);
  }

#endif
