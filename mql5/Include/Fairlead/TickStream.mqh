//+------------------------------------------------------------------+
//| TickStream.mqh: one symbol's cursor                              |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TICKSTREAM_MQH
#define FAIRLEAD_TICKSTREAM_MQH

#include "Link.mqh"

struct STickStream
  {
   uint              id;
   string            symbol;
   uchar             status;
   //--- frames sent and acknowledged in this epoch
   uint              epoch;
   ulong             seq;
   ulong             acked;
   //--- the last tick that was sent, and how many of its millisecond; time 0: start with what MT5 has at hand
   long              cursorMs;
   int               countAtCursor;
   //--- The newest tick seen: while it stays the same, history need not be asked.
   MqlTick           newest;
   ulong             askAt;
   //--- since when the newest tick lies before the cursor; 0 = it does not
   ulong             backSince;
   //--- After time ran back MT5's history holds both passes of the same hours: until the clock has passed this time the
   //--- place in history is found by the epoch's first tick and the ticks sent since. 0 = not so.
   long              overlapUntilMs;
   long              epochFirstMs;
   int               epochTicks;
   //--- the last refusal of CopyTicks
   int               error;
  };

void OpenStream(STickStream &stream,const FlSubscription &wish,const string symbol)
  {
   stream.id=wish.stream;
   stream.symbol=symbol;
   stream.status=FL_STREAM_STATUS_LIVE;
   stream.epoch=wish.epoch;
   stream.seq=wish.seq;
   stream.acked=wish.seq;
   stream.cursorMs=wish.cursorMs;
   stream.countAtCursor=(int)wish.countAtCursor;
   ZeroMemory(stream.newest);
   stream.askAt=0;
   stream.backSince=0;
   stream.overlapUntilMs=(wish.cursorMs<=wish.overlapUntilMs) ? wish.overlapUntilMs : 0;
   stream.epochFirstMs=wish.epochFirstMs;
   stream.epochTicks=(int)wish.epochTicks;
   stream.error=0;
  }

//--- frames of this stream that wait for their acknowledgement
int UnackedOf(const STickStream &stream)
  {
   return((int)(stream.seq-stream.acked));
  }

//--- moves the cursor over one tick that was sent
void Advance(STickStream &stream,const long timeMs)
  {
   stream.epochTicks++;
   if(timeMs==stream.cursorMs)
      stream.countAtCursor++;
   else
     {
      stream.cursorMs=timeMs;
      stream.countAtCursor=1;
     }
  }

#endif
