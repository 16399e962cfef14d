//+------------------------------------------------------------------+
//| ZmqLibrary.mqh: the program's own libzmq context                 |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_ZMQLIBRARY_MQH
#define FAIRLEAD_ZMQLIBRARY_MQH

#include "Bytes.mqh"
#include "Zmq.mqh"

class CZmqLibrary
  {
private:
   long              m_context;
   string            m_version;

public:
                     CZmqLibrary(void) { m_context=0; m_version=""; }
   long              Context(void) const { return(m_context); }
   string            Version(void) const { return(m_version); }
   bool              Open(string &problem);
   void              Close(void);
  };

//--- libzmq below 4.3.3 can be crashed before CURVE has proven anybody (CVE-2019-13132, CVE-2020-15166)
bool CZmqLibrary::Open(string &problem)
  {
   int major[1],minor[1],patch[1];
   zmq_version(major,minor,patch);
   m_version=StringFormat("%d.%d.%d",major[0],minor[0],patch[0]);
   if(major[0]*10000+minor[0]*100+patch[0]<40303)
     {
      problem="libzmq "+m_version+" is unsafe: put Fairlead's own DLL into MQL5\\Libraries.";
      return(false);
     }
   uchar curve[];
   ToUtf8("curve",curve);
   if(zmq_has(curve)!=1)
     {
      problem="This libzmq cannot encrypt: put Fairlead's own DLL into MQL5\\Libraries.";
      return(false);
     }
   m_context=zmq_ctx_new();
   if(m_context==0)
     {
      problem="libzmq could not start (error "+IntegerToString(zmq_errno())+").";
      return(false);
     }
   zmq_ctx_set(m_context,ZMQ_BLOCKY,0);
   return(true);
  }

//--- after all sockets are closed; waits no longer than their LINGER
void CZmqLibrary::Close(void)
  {
   if(m_context!=0)
      zmq_ctx_term(m_context);
   m_context=0;
  }

#endif
