//+------------------------------------------------------------------+
//| TickPumpStreams.mqh: which streams there are. Part of TickPump.  |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TICKPUMPSTREAMS_MQH
#define FAIRLEAD_TICKPUMPSTREAMS_MQH

void CTickPump::Start(const int perFrame)
  {
   ArrayResize(m_streams,0);
   m_perFrame=MathMin(MathMax(perFrame,1),FL_TICKS_A_FRAME);
   m_unacked=0;
   m_turn=0;
   m_behind=false;
   m_lastQuoteMs=0;
  }

int CTickPump::Find(const uint id) const
  {
   for(int i=0; i<ArraySize(m_streams); i++)
      if(m_streams[i].id==id)
         return(i);
   return(-1);
  }

//--- a stream that is named again starts again at the bridge's cursor, and what was under way of it counts no more
void CTickPump::TakeSubscribe(CSession &session,const ulong now)
  {
   if(!session.control.Fits(FL_BYTES_SUBSCRIBE,FL_BYTES_SUBSCRIPTION))
      return;
   FlSubscribe fields;
   session.control.ReadFields(fields);
   int count=session.control.Count();
   int which[];
   ArrayResize(which,count);
   for(int i=0; i<count; i++)
     {
      FlSubscription wish;
      session.control.ReadRecord(wish,FL_BYTES_SUBSCRIBE,i);
      int at=Find(wish.stream);
      if(at<0)
        {
         at=ArraySize(m_streams);
         ArrayResize(m_streams,at+1);
        }
      else
         m_unacked-=UnackedOf(m_streams[at]);
      OpenStream(m_streams[at],wish,GetText(wish.symbol));
      bool custom=false;
      ResetLastError();
      if(!SymbolExist(m_streams[at].symbol,custom))
        {
         m_streams[at].status=FL_STREAM_STATUS_UNKNOWN_SYMBOL;
         m_streams[at].error=GetLastError();
        }
      else
         if(!SymbolSelect(m_streams[at].symbol,true))
           {
            m_streams[at].status=FL_STREAM_STATUS_NOT_SELECTED;
            m_streams[at].error=GetLastError();
           }
      which[i]=at;
     }
   if(!SendStates(session,fields.request,which))
      session.Restart("The connection to Fairlead was lost.",now);
  }

void CTickPump::TakeUnsubscribe(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_UNSUBSCRIBE,FL_BYTES_STREAM_ID))
      return;
   for(int i=0; i<session.control.Count(); i++)
     {
      FlStreamId id;
      session.control.ReadRecord(id,FL_BYTES_UNSUBSCRIBE,i);
      int at=Find(id.stream);
      if(at<0)
         continue;
      m_unacked-=UnackedOf(m_streams[at]);
      int last=ArraySize(m_streams)-1;
      if(at<last)
         m_streams[at]=m_streams[last];
      ArrayResize(m_streams,last);
     }
  }

//--- acknowledgements of another epoch, of frames never sent or for the second time change nothing
void CTickPump::TakeAck(CSession &session)
  {
   if(!session.data.Fits(FL_BYTES_TICK_ACK,FL_BYTES_TICK_ACK_ITEM))
      return;
   for(int i=0; i<session.data.Count(); i++)
     {
      FlTickAckItem ack;
      session.data.ReadRecord(ack,FL_BYTES_TICK_ACK,i);
      int at=Find(ack.stream);
      if(at<0 || ack.epoch!=m_streams[at].epoch || ack.seq<=m_streams[at].acked || ack.seq>m_streams[at].seq)
         continue;
      m_unacked-=(int)(ack.seq-m_streams[at].acked);
      m_streams[at].acked=ack.seq;
     }
  }

bool CTickPump::SendStates(CSession &session,const uint request,const int &which[])
  {
   FlSubscribed fields;
   fields.request=request;
   session.control.Begin(FL_MSG_SUBSCRIBED);
   session.control.Fields(fields);
   for(int i=0; i<ArraySize(which); i++)
     {
      FlStreamState state;
      state.stream=m_streams[which[i]].id;
      state.status=m_streams[which[i]].status;
      state.error=(uint)m_streams[which[i]].error;
      session.control.Record(state);
     }
   return(session.control.Send());
  }

//--- said once when it begins and once when it is over
void CTickPump::Unreadable(CSession &session,STickStream &stream,const int error,const ulong now)
  {
   stream.askAt=now+FL_ASK_AGAIN_MS;
   stream.error=error;
   if(stream.status==FL_STREAM_STATUS_HISTORY_UNAVAILABLE)
      return;
   stream.status=FL_STREAM_STATUS_HISTORY_UNAVAILABLE;
   int which[1];
   which[0]=Find(stream.id);
   if(!SendStates(session,0,which))
      session.Restart("The connection to Fairlead was lost.",now);
  }

bool CTickPump::Readable(CSession &session,STickStream &stream,const ulong now)
  {
   if(stream.status==FL_STREAM_STATUS_LIVE)
      return(true);
   stream.status=FL_STREAM_STATUS_LIVE;
   stream.error=0;
   int which[1];
   which[0]=Find(stream.id);
   if(SendStates(session,0,which))
      return(true);
   session.Restart("The connection to Fairlead was lost.",now);
   return(false);
  }

#endif
