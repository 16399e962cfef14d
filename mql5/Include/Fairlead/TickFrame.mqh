//+------------------------------------------------------------------+
//| TickFrame.mqh: packs ticks into frames. The hot path: nothing is |
//| allocated and no text is made here                               |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TICKFRAME_MQH
#define FAIRLEAD_TICKFRAME_MQH

#include "Channel.mqh"

#define FL_TICKS_A_FRAME 64
#define FL_MAX_DELTA_MS  4294967295

struct FlQuoteFrame pack(1)
  {
   FlHeader          header;
   FlTicks           fields;
   FlQuoteTick       ticks[FL_TICKS_A_FRAME];
  };

struct FlFullFrame pack(1)
  {
   FlHeader          header;
   FlTicks           fields;
   FlFullTick        ticks[FL_TICKS_A_FRAME];
  };

struct FlQuoteHistoryFrame pack(1)
  {
   FlHeader          header;
   FlHistoryTicks    fields;
   FlQuoteTick       ticks[FL_TICKS_A_FRAME];
  };

struct FlFullHistoryFrame pack(1)
  {
   FlHeader          header;
   FlHistoryTicks    fields;
   FlFullTick        ticks[FL_TICKS_A_FRAME];
  };

//--- how many ticks from `first` on one frame may hold: time must not run back, and a delta has 32 bits
int FrameLength(const MqlTick &ticks[],const int first,const int end,const int most)
  {
   int limit=(end-first>most) ? first+most : end;
   long base=ticks[first].time_msc;
   int i=first+1;
   while(i<limit && ticks[i].time_msc>=ticks[i-1].time_msc && ticks[i].time_msc-base<=FL_MAX_DELTA_MS)
      i++;
   return(i-first);
  }

//--- last, volume and volume_real are zero in most feeds, and half the bytes
bool AllQuotes(const MqlTick &ticks[],const int first,const int count)
  {
   for(int i=first; i<first+count; i++)
      if(ticks[i].last!=0.0 || ticks[i].volume!=0 || ticks[i].volume_real!=0.0)
         return(false);
   return(true);
  }

void PackQuotes(const MqlTick &ticks[],const int first,const int count,FlQuoteTick &packed[])
  {
   long base=ticks[first].time_msc;
   for(int i=0; i<count; i++)
     {
      packed[i].deltaMs=(uint)(ticks[first+i].time_msc-base);
      packed[i].flags=ticks[first+i].flags;
      packed[i].bid=ticks[first+i].bid;
      packed[i].ask=ticks[first+i].ask;
     }
  }

void PackFull(const MqlTick &ticks[],const int first,const int count,FlFullTick &packed[])
  {
   long base=ticks[first].time_msc;
   for(int i=0; i<count; i++)
     {
      packed[i].deltaMs=(uint)(ticks[first+i].time_msc-base);
      packed[i].flags=ticks[first+i].flags;
      packed[i].bid=ticks[first+i].bid;
      packed[i].ask=ticks[first+i].ask;
      packed[i].last=ticks[first+i].last;
      packed[i].volume=ticks[first+i].volume;
      packed[i].volumeReal=ticks[first+i].volume_real;
     }
  }

class CTickFrame
  {
private:
   FlQuoteFrame      m_quotes;
   FlFullFrame       m_full;
   FlQuoteHistoryFrame m_oldQuotes;
   FlFullHistoryFrame m_oldFull;

public:
   bool              AppendLive(CChannel &data,FlTicks &fields,const MqlTick &ticks[],const int first,const int count);
   bool              SendHistory(CChannel &data,FlHistoryTicks &fields,const MqlTick &ticks[],const int first,const int count);
  };

//--- false: the message under way has no room for it
bool CTickFrame::AppendLive(CChannel &data,FlTicks &fields,const MqlTick &ticks[],const int first,const int count)
  {
   fields.baseMs=ticks[first].time_msc;
   if(AllQuotes(ticks,first,count))
     {
      fields.layout=FL_TICK_LAYOUT_QUOTE;
      m_quotes.fields=fields;
      PackQuotes(ticks,first,count,m_quotes.ticks);
      return(data.Append(m_quotes,FL_MSG_TICKS,count,FL_BYTES_HEADER+FL_BYTES_TICKS+count*FL_BYTES_QUOTE_TICK));
     }
   fields.layout=FL_TICK_LAYOUT_FULL;
   m_full.fields=fields;
   PackFull(ticks,first,count,m_full.ticks);
   return(data.Append(m_full,FL_MSG_TICKS,count,FL_BYTES_HEADER+FL_BYTES_TICKS+count*FL_BYTES_FULL_TICK));
  }

bool CTickFrame::SendHistory(CChannel &data,FlHistoryTicks &fields,const MqlTick &ticks[],const int first,const int count)
  {
   fields.baseMs=ticks[first].time_msc;
   int before=FL_BYTES_HEADER+FL_BYTES_HISTORY_TICKS;
   data.BeginMessage();
   if(AllQuotes(ticks,first,count))
     {
      fields.layout=FL_TICK_LAYOUT_QUOTE;
      m_oldQuotes.fields=fields;
      PackQuotes(ticks,first,count,m_oldQuotes.ticks);
      return(data.Append(m_oldQuotes,FL_MSG_HISTORY_TICKS,count,before+count*FL_BYTES_QUOTE_TICK) && data.SendMessage());
     }
   fields.layout=FL_TICK_LAYOUT_FULL;
   m_oldFull.fields=fields;
   PackFull(ticks,first,count,m_oldFull.ticks);
   return(data.Append(m_oldFull,FL_MSG_HISTORY_TICKS,count,before+count*FL_BYTES_FULL_TICK) && data.SendMessage());
  }

#endif
