//+------------------------------------------------------------------+
//| TickPumpCursor.mqh: what of MT5's history is new to the bridge.  |
//| Part of TickPump.                                                |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TICKPUMPCURSOR_MQH
#define FAIRLEAD_TICKPUMPCURSOR_MQH

bool SameTick(const MqlTick &a,const MqlTick &b)
  {
   return(a.time_msc==b.time_msc && a.bid==b.bid && a.ask==b.ask && a.last==b.last && a.volume==b.volume
          && a.flags==b.flags && a.volume_real==b.volume_real);
  }

//--- SymbolInfoTick costs next to nothing; two equal ticks of one millisecond wait for the next look at CopyTicks
bool CTickPump::HasNews(STickStream &stream,const ulong now)
  {
   MqlTick tick;
   ZeroMemory(tick);
   SymbolInfoTick(stream.symbol,tick);
   if(now<stream.askAt && (stream.status!=FL_STREAM_STATUS_LIVE || SameTick(tick,stream.newest)))
      return(false);
   stream.newest=tick;
   stream.askAt=now+FL_ASK_EVERY_MS;
   return(true);
  }

//--- ticks [first, end) of m_ticks are new; -1 when MT5 cannot tell
int CTickPump::Read(STickStream &stream,const int most,int &first)
  {
   first=0;
   //--- up to that time a search from the cursor would find the first pass
   if(stream.overlapUntilMs!=0 && stream.cursorMs<=stream.overlapUntilMs)
      return(ReadOverlap(stream,first));
   stream.overlapUntilMs=0;
   if(stream.cursorMs==0)
     {
      int atHand=CopyTicks(stream.symbol,m_ticks,COPY_TICKS_ALL,0,FL_AT_HAND);
      if(atHand<=0)
         return(atHand);
      //--- the first one's millisecond may begin before the cache does: it is read again, whole
      stream.cursorMs=m_ticks[0].time_msc;
      stream.countAtCursor=0;
     }
   int end=CopyTicks(stream.symbol,m_ticks,COPY_TICKS_ALL,(ulong)stream.cursorMs,(uint)(stream.countAtCursor+most));
   int sent=0;
   while(first<end && m_ticks[first].time_msc==stream.cursorMs && sent<stream.countAtCursor)
     {
      first++;
      sent++;
     }
   return(end);
  }

//--- Broker time ran back and has not caught up: both passes of the hours lie in MT5's history, in order of arrival.
//--- The tail is read far enough back to hold the step.
int CTickPump::ReadOverlap(STickStream &stream,int &first)
  {
   int end=0;
   for(uint tail=FL_AT_HAND; tail<=FL_LONGEST_TAIL; tail*=4)
     {
      end=CopyTicks(stream.symbol,m_ticks,COPY_TICKS_ALL,0,tail);
      first=(end>0) ? AfterCursor(stream,end) : 0;
      if(first>=0 || end<(int)tail)
         break;
     }
   if(first<0)
      first=AfterMillisecond(stream,end);
   return(end);
  }

//--- where in the tail of history the first tick lies that this epoch has not sent yet; -1: the tail is too short
int CTickPump::AfterCursor(const STickStream &stream,const int end) const
  {
   for(int i=end-1; i>0; i--)
     {
      int next=i+stream.epochTicks;
      if(m_ticks[i].time_msc<m_ticks[i-1].time_msc && m_ticks[i].time_msc==stream.epochFirstMs && next<=end
         && (stream.epochTicks==0 || m_ticks[next-1].time_msc==stream.cursorMs))
         return(next);
     }
   return(-1);
  }

//--- the step back is nowhere to be found: the last time that the cursor's own millisecond comes must do
int CTickPump::AfterMillisecond(const STickStream &stream,const int end) const
  {
   int last=end-1;
   while(last>=0 && m_ticks[last].time_msc!=stream.cursorMs)
      last--;
   if(last<0)
      return(end);
   int first=last;
   while(first>0 && m_ticks[first-1].time_msc==stream.cursorMs)
      first--;
   return(MathMin(last+1,first+stream.countAtCursor));
  }

//--- History has nothing after the cursor, yet the newest tick lies before it: the broker's clock was turned back.
bool CTickPump::StepBack(CSession &session,STickStream &stream,const ulong now)
  {
   long newestMs=stream.newest.time_msc;
   if(newestMs==0 || newestMs>=stream.cursorMs || stream.cursorMs==0)
     {
      stream.backSince=0;
      return(false);
     }
   if(stream.backSince==0)
      stream.backSince=now;
   if(now-stream.backSince<FL_BACK_FOR_MS)
      return(false);
   int end=CopyTicks(stream.symbol,m_ticks,COPY_TICKS_ALL,0,FL_AT_HAND);
   int atNewest=0;
   for(int i=1; i<end; i++)
     {
      if(m_ticks[i].time_msc<m_ticks[i-1].time_msc && m_ticks[i-1].time_msc>=stream.cursorMs)
         return(OpenEpoch(session,stream,m_ticks[i].time_msc,0));
      if(m_ticks[i].time_msc==newestMs)
         atNewest++;
     }
   //--- MT5 has sorted the ticks in: only the newest is known to be new
   return(end>0 && OpenEpoch(session,stream,newestMs,MathMax(0,atNewest-1)));
  }

//--- False while frames of the old epoch are under way: their acknowledgements come first.
bool CTickPump::OpenEpoch(CSession &session,STickStream &stream,const long firstMs,const int countAtFirst)
  {
   stream.askAt=0;
   if(UnackedOf(stream)>0)
      return(false);
   FlEpochOpened opened;
   opened.stream=stream.id;
   opened.epoch=stream.epoch+1;
   opened.previousMs=stream.cursorMs;
   opened.firstMs=firstMs;
   session.data.Begin(FL_MSG_EPOCH_OPENED);
   session.data.Fields(opened);
   if(!session.data.Send())
      return(false);
   stream.overlapUntilMs=MathMax(stream.overlapUntilMs,stream.cursorMs);
   stream.epochFirstMs=firstMs;
   stream.epochTicks=0;
   stream.backSince=0;
   stream.epoch++;
   stream.seq=0;
   stream.acked=0;
   stream.cursorMs=firstMs;
   stream.countAtCursor=countAtFirst;
   m_behind=true;
   return(true);
  }

#endif
