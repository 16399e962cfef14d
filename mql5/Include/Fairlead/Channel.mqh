//+------------------------------------------------------------------+
//| Channel.mqh: frames out and in over one socket of a session      |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CHANNEL_MQH
#define FAIRLEAD_CHANNEL_MQH

#include "Link.mqh"
#include "ZmqSocket.mqh"

class CChannel
  {
private:
   CZmqSocket        m_socket;
   ulong             m_session;
   //--- the frame being written
   uchar             m_out[FL_MAX_FRAME];
   int               m_outSize;
   int               m_outFrames;
   FlHeader          m_outHeader;
   ulong             m_sent;
   //--- the frame last read
   uchar             m_in[FL_MAX_FRAME];
   int               m_inSize;
   FlHeader          m_inHeader;
   ulong             m_received;
   bool              m_hole;

   bool              Accept(void);

public:
                     CChannel(void);
   bool              Open(const long context,const string endpoint,const SCurveKeys &keys,const int waitMs,const ulong session);
   void              Close(const int lingerMs) { m_socket.Close(lingerMs); }
   bool              IsOpen(void) const { return(m_socket.IsOpen()); }

   //--- writing: Begin, then the fields, then records, then Send
   void              Begin(const int type);
   template<typename T>
   void              Fields(const T &fields)
     {
      StructToCharArray(fields,m_out,(uint)m_outSize);
      m_outSize+=(int)sizeof(T);
     }
   template<typename T>
   bool              Record(const T &record)
     {
      if(!HasRoom((int)sizeof(T)))
         return(false);
      StructToCharArray(record,m_out,(uint)m_outSize);
      m_outSize+=(int)sizeof(T);
      m_outHeader.count++;
      return(true);
     }
   bool              HasRoom(const int bytes) const { return(m_outSize+bytes<=FL_MAX_FRAME); }
   int               Records(void) const { return((int)m_outHeader.count); }
   bool              Send(void);
   //--- the hot path: frames end to end in one message. BeginMessage, then each frame, laid out as one struct with its
   //--- header, of which `size` bytes are used, then SendMessage: all of them are accepted, or none
   void              BeginMessage(void) { m_outSize=0; m_outFrames=0; }
   template<typename T>
   bool              Append(T &frame,const int type,const int count,const int size)
     {
      if(!HasRoom((int)sizeof(T)))
         return(false);
      frame.header.magic=FL_MAGIC;
      frame.header.protocol=FL_PROTOCOL;
      frame.header.type=(uchar)type;
      frame.header.count=(uint)count;
      frame.header.session=m_session;
      m_outFrames++;
      frame.header.seq=m_sent+m_outFrames;
      StructToCharArray(frame,m_out,(uint)m_outSize);
      m_outSize+=size;
      return(true);
     }
   bool              SendMessage(void);

   //--- reading
   bool              Receive(const bool wait);
   int               Type(void) const { return((int)m_inHeader.type); }
   int               Count(void) const { return((int)m_inHeader.count); }
   int               Protocol(void) const { return((int)m_inHeader.protocol); }
   bool              Fits(const int fieldBytes,const int recordBytes) const;
   template<typename T>
   void              ReadFields(T &fields)
     {
      CharArrayToStruct(fields,m_in,FL_BYTES_HEADER);
     }
   template<typename T>
   void              ReadRecord(T &record,const int fieldBytes,const int index)
     {
      CharArrayToStruct(record,m_in,(uint)(FL_BYTES_HEADER+fieldBytes+index*(int)sizeof(T)));
     }
   //--- a frame of the bridge never came: what it asked is unknown, so the session must start again
   bool              HasHole(void) const { return(m_hole); }
  };

CChannel::CChannel(void)
  {
   m_session=0;
   m_outSize=0;
   m_outFrames=0;
   m_sent=0;
   m_inSize=0;
   m_received=0;
   m_hole=false;
   ZeroMemory(m_outHeader);
   ZeroMemory(m_inHeader);
  }

bool CChannel::Open(const long context,const string endpoint,const SCurveKeys &keys,const int waitMs,const ulong session)
  {
   m_session=session;
   m_sent=0;
   m_received=0;
   m_hole=false;
   return(m_socket.Open(context,endpoint,keys,waitMs));
  }

void CChannel::Begin(const int type)
  {
   ZeroMemory(m_outHeader);
   m_outHeader.magic=FL_MAGIC;
   m_outHeader.protocol=FL_PROTOCOL;
   m_outHeader.type=(uchar)type;
   m_outHeader.session=m_session;
   m_outSize=FL_BYTES_HEADER;
  }

bool CChannel::Send(void)
  {
   m_outHeader.seq=m_sent+1;
   StructToCharArray(m_outHeader,m_out,0);
   if(!m_socket.Send(m_out,m_outSize))
      return(false);
   m_sent++;
   return(true);
  }

bool CChannel::SendMessage(void)
  {
   if(!m_socket.Send(m_out,m_outSize))
      return(false);
   m_sent+=m_outFrames;
   return(true);
  }

//--- the next good frame of this session; anything else is passed over
bool CChannel::Receive(const bool wait)
  {
   while(true)
     {
      m_inSize=m_socket.Receive(m_in,wait);
      if(m_inSize<0)
         return(false);
      if(Accept())
         return(true);
     }
   return(false);
  }

bool CChannel::Accept(void)
  {
   if(m_inSize<FL_BYTES_HEADER || m_inSize>FL_MAX_FRAME)
      return(false);
   CharArrayToStruct(m_inHeader,m_in,0);
   if(m_inHeader.magic!=FL_MAGIC || m_inHeader.session!=m_session)
      return(false);
   if(m_inHeader.protocol!=FL_PROTOCOL && !FlIsFrozen(m_inHeader.type))
      return(false);
   //--- Refused and PairReply may answer a frame of no session: they carry 0 and count nothing
   if(m_inHeader.seq!=0)
     {
      if(m_received!=0 && m_inHeader.seq!=m_received+1)
         m_hole=true;
      m_received=m_inHeader.seq;
     }
   return(true);
  }

bool CChannel::Fits(const int fieldBytes,const int recordBytes) const
  {
   return((long)m_inSize==FL_BYTES_HEADER+fieldBytes+(long)m_inHeader.count*recordBytes);
  }

#endif
