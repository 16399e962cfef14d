//+------------------------------------------------------------------+
//| TickPump.mqh: every tick of every subscribed symbol, once and in |
//| order. OnTick alone loses ticks (it comes for the chart's symbol |
//| only, and once for a batch), so all ticks come from CopyTicks at |
//| a cursor, and every event only says that it is time to look.     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TICKPUMP_MQH
#define FAIRLEAD_TICKPUMP_MQH

#include "Session.mqh"
#include "TickFrame.mqh"
#include "TickStream.mqh"

//--- MT5's fast cache of a symbol
#define FL_AT_HAND        4096
//--- how far back a step of the clock is looked for
#define FL_LONGEST_TAIL   1048576
//--- frames of one stream before the next stream has its turn
#define FL_FRAMES_A_TURN  16
//--- frames of ticks that leave as one message, end to end: costs both ends far less, and in a burst only
#define FL_FRAMES_A_MESSAGE 8
//--- CopyTicks is asked at least so often, whatever the newest tick looks like
#define FL_ASK_EVERY_MS   250
#define FL_ASK_AGAIN_MS   1000
//--- A newest tick before the cursor means a turned-back clock only when it stays there: MT5 may hand a tick to history
//--- a moment before it shows it.
#define FL_BACK_FOR_MS    500
//--- a read that took longer has blocked
#define FL_SLOW_READ_US   100000

class CTickPump
  {
private:
   STickStream       m_streams[];
   MqlTick           m_ticks[];
   CTickFrame        m_frame;
   int               m_perFrame;
   int               m_unacked;
   int               m_turn;
   bool              m_behind;
   long              m_lastQuoteMs;

   int               Find(const uint id) const;
   bool              HasNews(STickStream &stream,const ulong now);
   int               Read(STickStream &stream,const int most,int &first);
   int               ReadOverlap(STickStream &stream,int &first);
   int               AfterCursor(const STickStream &stream,const int end) const;
   int               AfterMillisecond(const STickStream &stream,const int end) const;
   int               PumpStream(CSession &session,STickStream &stream,const ulong now);
   int               SendFrames(CSession &session,STickStream &stream,const int first,const int end,const int most);
   int               SendMessage(CSession &session,STickStream &stream,int &next,const int end,const int most);
   bool              OpenEpoch(CSession &session,STickStream &stream,const long firstMs,const int countAtFirst);
   bool              StepBack(CSession &session,STickStream &stream,const ulong now);
   bool              Readable(CSession &session,STickStream &stream,const ulong now);
   void              Unreadable(CSession &session,STickStream &stream,const int error,const ulong now);
   bool              SendStates(CSession &session,const uint request,const int &which[]);

public:
   void              Start(const int perFrame);
   void              TakeSubscribe(CSession &session,const ulong now);
   void              TakeUnsubscribe(CSession &session);
   void              TakeAck(CSession &session);
   int               Pump(CSession &session,const ulong now);
   //--- ticks wait that could not be sent yet
   bool              IsBehind(void) const { return(m_behind); }
   int               Streams(void) const { return(ArraySize(m_streams)); }
   string            Symbol(const int index) const { return(m_streams[index].symbol); }
   int               Unacked(void) const { return(m_unacked); }
   long              LastQuoteMs(void) const { return(m_lastQuoteMs); }
  };

#include "TickPumpStreams.mqh"
#include "TickPumpCursor.mqh"

//--- One round over the streams, beginning with another each time; the number of frames sent. The first read of a symbol
//--- that the history service has not read before may block: after one such read lease, heart and orders have their turn.
int CTickPump::Pump(CSession &session,const ulong now)
  {
   m_behind=false;
   int frames=0;
   int total=ArraySize(m_streams);
   int next=m_turn+1;
   for(int i=0; i<total; i++)
     {
      ulong began=GetMicrosecondCount();
      frames+=PumpStream(session,m_streams[(m_turn+i)%total],now);
      if(GetMicrosecondCount()-began>FL_SLOW_READ_US)
        {
         next=m_turn+i+1;
         break;
        }
     }
   m_turn=(total>0) ? next%total : 0;
   return(frames);
  }

int CTickPump::PumpStream(CSession &session,STickStream &stream,const ulong now)
  {
   if(stream.status!=FL_STREAM_STATUS_LIVE && stream.status!=FL_STREAM_STATUS_HISTORY_UNAVAILABLE)
      return(0);
   int room=session.MaxUnacked()-m_unacked;
   if(room<=0)
     {
      m_behind=true;
      return(0);
     }
   if(!HasNews(stream,now))
      return(0);
   int most=MathMin(room,FL_FRAMES_A_TURN);
   int first=0;
   ResetLastError();
   int end=Read(stream,most*m_perFrame,first);
   if(end<0)
     {
      Unreadable(session,stream,GetLastError(),now);
      return(0);
     }
   if(!Readable(session,stream,now))
      return(0);
   if(first>=end)
      return(StepBack(session,stream,now) ? 1 : 0);
   return(SendFrames(session,stream,first,end,most));
  }

int CTickPump::SendFrames(CSession &session,STickStream &stream,const int first,const int end,const int most)
  {
   int frames=0;
   int next=first;
   while(next<end && frames<most)
     {
      if(m_ticks[next].time_msc<stream.cursorMs)
        {
         m_behind=true;
         return(OpenEpoch(session,stream,m_ticks[next].time_msc,0) ? frames+1 : frames);
        }
      int sent=SendMessage(session,stream,next,end,MathMin(most-frames,FL_FRAMES_A_MESSAGE));
      if(sent==0)
        {
         stream.askAt=0;
         m_behind=true;
         return(frames);
        }
      frames+=sent;
     }
   m_lastQuoteMs=MathMax(m_lastQuoteMs,stream.cursorMs);
   if(next<end || frames>=most)
     {
      stream.askAt=0;
      m_behind=true;
     }
   return(frames);
  }

//--- Up to `most` frames as one message, as far as time does not run back. Returns how many the socket accepted, all or
//--- none: only then `next`, the cursor and the numbers move.
int CTickPump::SendMessage(CSession &session,STickStream &stream,int &next,const int end,const int most)
  {
   FlTicks fields;
   ZeroMemory(fields);
   fields.stream=stream.id;
   fields.epoch=stream.epoch;
   int frames=0;
   int after=next;
   session.data.BeginMessage();
   while(after<end && frames<most && (frames==0 || m_ticks[after].time_msc>=m_ticks[after-1].time_msc))
     {
      int count=FrameLength(m_ticks,after,end,m_perFrame);
      fields.seq=stream.seq+frames+1;
      if(!m_frame.AppendLive(session.data,fields,m_ticks,after,count))
         break;
      after+=count;
      frames++;
     }
   if(!session.data.SendMessage())
      return(0);
   for(; next<after; next++)
      Advance(stream,m_ticks[next].time_msc);
   stream.seq+=frames;
   m_unacked+=frames;
   return(frames);
  }

#endif
