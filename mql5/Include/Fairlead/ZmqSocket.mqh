//+------------------------------------------------------------------+
//| ZmqSocket.mqh: one encrypted DEALER                              |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_ZMQSOCKET_MQH
#define FAIRLEAD_ZMQSOCKET_MQH

#include "Bytes.mqh"
#include "Link.mqh"
#include "Zmq.mqh"

//--- the three keys of a CURVE client, in Z85
struct SCurveKeys
  {
   string            serverKey;
   string            publicKey;
   string            secretKey;
  };

class CZmqSocket
  {
private:
   long              m_socket;

   bool              SetInt(const int option,const int value);
   bool              SetLong(const int option,const long value);
   bool              SetText(const int option,const string value);
   bool              Configure(const SCurveKeys &keys,const int receiveTimeoutMs);

public:
                     CZmqSocket(void) { m_socket=0; }
                    ~CZmqSocket(void) { Close(0); }

   bool              IsOpen(void) const { return(m_socket!=0); }
   bool              Open(const long context,const string endpoint,const SCurveKeys &keys,const int receiveTimeoutMs);
   void              Close(const int lingerMs);
   bool              Send(const uchar &message[],const int length);
   int               Receive(uchar &frame[],const bool wait);
  };

bool CZmqSocket::SetInt(const int option,const int value)
  {
   uchar bytes[4];
   for(int i=0; i<4; i++)
      bytes[i]=(uchar)((value>>(8*i)) & 0xFF);
   return(zmq_setsockopt(m_socket,option,bytes,4)==0);
  }

bool CZmqSocket::SetLong(const int option,const long value)
  {
   uchar bytes[8];
   for(int i=0; i<8; i++)
      bytes[i]=(uchar)((value>>(8*i)) & 0xFF);
   return(zmq_setsockopt(m_socket,option,bytes,8)==0);
  }

//--- keys as 40 characters of Z85 with their NUL
bool CZmqSocket::SetText(const int option,const string value)
  {
   uchar bytes[];
   int length=ToUtf8(value,bytes);
   return(zmq_setsockopt(m_socket,option,bytes,(ulong)(length+1))==0);
  }

//--- IMMEDIATE: a frame is accepted only when a proven bridge is there to take it, so a cursor never moves for nobody.
//--- Every option, the keys above all, must be set before the connect.
bool CZmqSocket::Configure(const SCurveKeys &keys,const int receiveTimeoutMs)
  {
   return(SetInt(ZMQ_LINGER,0)
          && SetInt(ZMQ_IMMEDIATE,1)
          && SetInt(ZMQ_SNDHWM,1000)
          && SetInt(ZMQ_RCVHWM,1000)
          && SetInt(ZMQ_RCVTIMEO,receiveTimeoutMs)
          && SetInt(ZMQ_RECONNECT_IVL,200)
          && SetInt(ZMQ_RECONNECT_IVL_MAX,2000)
          && SetInt(ZMQ_CONNECT_TIMEOUT,2000)
          && SetInt(ZMQ_HANDSHAKE_IVL,5000)
          && SetLong(ZMQ_MAXMSGSIZE,FL_MAX_FRAME)
          && SetText(ZMQ_CURVE_SERVERKEY,keys.serverKey)
          && SetText(ZMQ_CURVE_PUBLICKEY,keys.publicKey)
          && SetText(ZMQ_CURVE_SECRETKEY,keys.secretKey));
  }

bool CZmqSocket::Open(const long context,const string endpoint,const SCurveKeys &keys,const int receiveTimeoutMs)
  {
   Close(0);
   m_socket=zmq_socket(context,ZMQ_DEALER);
   if(m_socket==0)
      return(false);
   uchar address[];
   ToUtf8(endpoint,address);
   if(Configure(keys,receiveTimeoutMs) && zmq_connect(m_socket,address)==0)
      return(true);
   Close(0);
   return(false);
  }

void CZmqSocket::Close(const int lingerMs)
  {
   if(m_socket==0)
      return;
   SetInt(ZMQ_LINGER,lingerMs);
   zmq_close(m_socket);
   m_socket=0;
  }

//--- Never waits; false: not accepted
bool CZmqSocket::Send(const uchar &message[],const int length)
  {
   return(m_socket!=0 && zmq_send(m_socket,message,(ulong)length,ZMQ_DONTWAIT)==length);
  }

//--- bytes of the frame (more than the array holds: it was too long), or -1 when there is none
int CZmqSocket::Receive(uchar &frame[],const bool wait)
  {
   if(m_socket==0)
      return(-1);
   return(zmq_recv(m_socket,frame,(ulong)ArraySize(frame),wait ? 0 : ZMQ_DONTWAIT));
  }

#endif
