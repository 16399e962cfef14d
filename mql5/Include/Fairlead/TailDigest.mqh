//+------------------------------------------------------------------+
//| TailDigest.mqh: answers what MT5's history now says of a range   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TAILDIGEST_MQH
#define FAIRLEAD_TAILDIGEST_MQH

#include "Digest.mqh"
#include "Session.mqh"

#define FL_DIGESTS_A_FRAME  2048
#define FL_DIGEST_MOST      65536
//--- beyond MT5's own error codes (ERR_USER_ERROR_FIRST is 65536): the range holds more ticks than one answer may
#define FL_ERROR_TOO_MANY   65537
//--- this program may not wait for MT5's history
#define FL_ERROR_SERVICE    65538
#define FL_DIGEST_QUEUE     64

class CTailDigest
  {
private:
   FlDigestRequest   m_queue[];
   FlMsDigest        m_digests[];
   FlTailDigest      m_fields;
   int               m_next;
   bool              m_active;

   bool              m_mayWait;

   void              Begin(const FlDigestRequest &ask);
   void              Prepare(const string symbol,const int atEnd);

public:
   void              Start(const bool mayWait);
   void              Take(CSession &session);
   bool              Step(CSession &session);
  };

//--- `mayWait`: CopyTicksRange blocks up to 45 s on a cold history. Where nobody may wait, the answer says so at once.
void CTailDigest::Start(const bool mayWait)
  {
   m_mayWait=mayWait;
   m_active=false;
   ArrayResize(m_queue,0);
  }

void CTailDigest::Begin(const FlDigestRequest &ask)
  {
   ZeroMemory(m_fields);
   m_fields.request=ask.request;
   m_fields.stream=ask.stream;
   m_fields.fromMs=ask.fromMs;
   m_fields.toMs=ask.toMs;
   ArrayResize(m_digests,0);
   if(m_mayWait)
      Prepare(GetText(ask.symbol),(int)ask.countAtEnd);
   else
      m_fields.error=FL_ERROR_SERVICE;
   int parts=(ArraySize(m_digests)+FL_DIGESTS_A_FRAME-1)/FL_DIGESTS_A_FRAME;
   m_fields.parts=(ushort)MathMax(1,parts);
   m_next=0;
   m_active=true;
  }

//--- `atEnd`: how many ticks of the last millisecond count; 0 = all
void CTailDigest::Prepare(const string symbol,const int atEnd)
  {
   MqlTick ticks[];
   if(m_fields.fromMs>m_fields.toMs || m_fields.fromMs<0)
      return;
   ResetLastError();
   int total=CopyTicksRange(symbol,ticks,COPY_TICKS_ALL,(ulong)m_fields.fromMs,(ulong)m_fields.toMs);
   //--- what MT5 has loaded so far would tell of ticks that the broker has taken away
   int error=GetLastError();
   if(total<0 || error==ERR_HISTORY_TIMEOUT || total>FL_DIGEST_MOST)
     {
      m_fields.error=(total<0 || error==ERR_HISTORY_TIMEOUT) ? (uint)MathMax(1,error) : FL_ERROR_TOO_MANY;
      return;
     }
   int end=total;
   if(atEnd>0)
     {
      int first=total;
      while(first>0 && ticks[first-1].time_msc==m_fields.toMs)
         first--;
      end=MathMin(total,first+atEnd);
     }
   DigestTicks(ticks,end,m_digests);
  }

void CTailDigest::Take(CSession &session)
  {
   int waiting=ArraySize(m_queue);
   if(!session.control.Fits(FL_BYTES_DIGEST_REQUEST,0) || waiting>=FL_DIGEST_QUEUE)
      return;
   ArrayResize(m_queue,waiting+1);
   session.control.ReadFields(m_queue[waiting]);
  }

//--- sends what is ready; false: the data socket takes no more just now
bool CTailDigest::Step(CSession &session)
  {
   if(!m_active && ArraySize(m_queue)>0)
     {
      FlDigestRequest ask=m_queue[0];
      for(int i=1; i<ArraySize(m_queue); i++)
         m_queue[i-1]=m_queue[i];
      ArrayResize(m_queue,ArraySize(m_queue)-1);
      Begin(ask);
     }
   while(m_active)
     {
      session.data.Begin(FL_MSG_TAIL_DIGEST);
      session.data.Fields(m_fields);
      int end=MathMin(ArraySize(m_digests),m_next+FL_DIGESTS_A_FRAME);
      for(int i=m_next; i<end; i++)
         session.data.Record(m_digests[i]);
      if(!session.data.Send())
         return(false);
      m_next=end;
      m_fields.part++;
      m_active=(m_fields.part<m_fields.parts);
     }
   return(true);
  }

#endif
