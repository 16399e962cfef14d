//+------------------------------------------------------------------+
//| Pulse.mqh: notices when the program itself stood still           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_PULSE_MQH
#define FAIRLEAD_PULSE_MQH

//--- a pass this late means a blocking call, a busy terminal or a sleeping PC
#define FL_STALL_MS 1000

class CPulse
  {
private:
   ulong             m_last;
   uint              m_worst;

public:
                     CPulse(void) { m_last=0; m_worst=0; }
   bool              Beat(const ulong now);
   uint              TakeWorst(void);
  };

//--- true when the time since the last pass was a stall
bool CPulse::Beat(const ulong now)
  {
   ulong gap=(m_last==0 || now<m_last) ? 0 : now-m_last;
   m_last=now;
   if(gap>m_worst)
      m_worst=(uint)MathMin(gap,(ulong)UINT_MAX);
   return(gap>FL_STALL_MS);
  }

uint CPulse::TakeWorst(void)
  {
   uint worst=m_worst;
   m_worst=0;
   return(worst);
  }

#endif
