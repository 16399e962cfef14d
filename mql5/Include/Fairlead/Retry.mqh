//+------------------------------------------------------------------+
//| Retry.mqh: when to try again; the pause doubles, and never ends  |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_RETRY_MQH
#define FAIRLEAD_RETRY_MQH

class CRetry
  {
private:
   int               m_firstMs;
   int               m_mostMs;
   int               m_tries;
   ulong             m_at;

public:
                     CRetry(void) { Setup(500,10000); }
   void              Setup(const int firstMs,const int mostMs);
   void              Reset(void) { m_tries=0; }
   void              Failed(const ulong now);
   void              At(const ulong when) { m_at=when; }
   bool              IsDue(const ulong now) const { return(now>=m_at); }
   //--- connections in a row that came to nothing
   int               Tries(void) const { return(m_tries); }
  };

void CRetry::Setup(const int firstMs,const int mostMs)
  {
   m_firstMs=MathMax(firstMs,50);
   m_mostMs=MathMax(mostMs,m_firstMs);
   m_tries=0;
   m_at=0;
  }

void CRetry::Failed(const ulong now)
  {
   int pause=m_firstMs;
   for(int i=0; i<m_tries && pause<m_mostMs; i++)
      pause*=2;
   m_tries++;
   m_at=now+(ulong)MathMin(pause,m_mostMs);
  }

#endif
