//+------------------------------------------------------------------+
//| BrokerClock.mqh: how far the broker's clock is ahead of UTC.     |
//| MT5 stamps everything in the broker's wall time and tells no DST |
//| rule; TimeTradeServer and TimeGMT both run on this PC's clock,   |
//| so their difference is the broker's offset alone.                |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_BROKERCLOCK_MQH
#define FAIRLEAD_BROKERCLOCK_MQH

//--- no zone is finer than a quarter of an hour
#define FL_OFFSET_STEP_S    900
//--- a reading counts only this close to the last quote and to a quarter of an hour
#define FL_OFFSET_FRESH_S   60
#define FL_OFFSET_ERROR_S   120
//--- readings in a row, a second apart, before a change is believed
#define FL_OFFSET_AGREE     3

class CBrokerClock
  {
private:
   int               m_offset;
   int               m_candidate;
   int               m_agree;
   datetime          m_lastReading;

   static int        Snap(const long seconds);
   bool              Reading(int &offset) const;

public:
   void              Start(void);
   int               Offset(void) const { return(m_offset); }
   bool              Changed(int &oldOffset);
  };

int CBrokerClock::Snap(const long seconds)
  {
   long half=(seconds<0) ? -FL_OFFSET_STEP_S/2 : FL_OFFSET_STEP_S/2;
   return((int)((seconds+half)/FL_OFFSET_STEP_S)*FL_OFFSET_STEP_S);
  }

bool CBrokerClock::Reading(int &offset) const
  {
   long raw=(long)TimeTradeServer()-(long)TimeGMT();
   offset=Snap(raw);
   return(MathAbs((double)(raw-offset))<=FL_OFFSET_ERROR_S);
  }

//--- the first reading is taken as it is: on a weekend there is no fresh quote, and something must be said
void CBrokerClock::Start(void)
  {
   m_candidate=0;
   m_agree=0;
   m_lastReading=0;
   Reading(m_offset);
  }

//--- once a second, true when the offset has moved for good
bool CBrokerClock::Changed(int &oldOffset)
  {
   datetime server=TimeTradeServer();
   if(server==m_lastReading)
      return(false);
   m_lastReading=server;
   if(MathAbs((double)((long)server-(long)TimeCurrent()))>FL_OFFSET_FRESH_S)
      return(false);
   int offset=0;
   if(!Reading(offset) || offset==m_offset)
     {
      m_agree=0;
      return(false);
     }
   m_agree=(offset==m_candidate) ? m_agree+1 : 1;
   m_candidate=offset;
   if(m_agree<FL_OFFSET_AGREE)
      return(false);
   oldOffset=m_offset;
   m_offset=offset;
   m_agree=0;
   return(true);
  }

#endif
