//+------------------------------------------------------------------+
//| Ownership.mqh: whether this program alone may send orders for    |
//| the account. The programs of a terminal share the highest fence  |
//| through a global variable of the terminal, so that the one which |
//| lost refuses even what the bridge sent it before.                |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_OWNERSHIP_MQH
#define FAIRLEAD_OWNERSHIP_MQH

#include "AccountNames.mqh"
#include "Session.mqh"

//--- A fence is its bridge's epoch and a counter of this many bits. It stays below 2^53: a global variable is a double.
#define FL_FENCE_EPOCH_BITS 20
#define FL_FENCE_TRIES      16
#define FL_FENCE_LIMIT      9007199254740992

class COwnership
  {
private:
   ulong             m_fence;
   bool              m_owner;

   static string     Name(void) { return(SharedName("fence")); }
   static ulong      Highest(void);
   static bool       Raise(const ulong fence);

public:
   void              Start(void) { m_fence=0; m_owner=false; }
   void              Take(CSession &session);
   static ulong      HighestEpoch(void) { return(Highest()>>FL_FENCE_EPOCH_BITS); }
   bool              Holds(const ulong fence) const { return(m_owner && fence==m_fence && Highest()==fence); }
  };

ulong COwnership::Highest(void)
  {
   double value=0;
   return(GlobalVariableGet(Name(),value) && value>0 ? (ulong)value : 0);
  }

//--- false when another program has raised it higher
bool COwnership::Raise(const ulong fence)
  {
   string name=Name();
   for(int i=0; i<FL_FENCE_TRIES; i++)
     {
      double value=0;
      if(!GlobalVariableGet(name,value))
        {
         GlobalVariableSet(name,0);
         continue;
        }
      if((ulong)value>fence)
         return(false);
      if((ulong)value==fence || GlobalVariableSetOnCondition(name,(double)fence,value))
        {
         GlobalVariablesFlush();
         return(true);
        }
     }
   return(false);
  }

void COwnership::Take(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_TRADE_OWNER,0))
      return;
   FlTradeOwner wish;
   session.control.ReadFields(wish);
   bool mine=((long)wish.login==AccountInfoInteger(ACCOUNT_LOGIN) && GetText(wish.server)==AccountInfoString(ACCOUNT_SERVER));
   bool raised=mine && wish.fence<FL_FENCE_LIMIT && wish.fence>=m_fence && Raise(wish.fence);
   if(raised)
     {
      m_fence=wish.fence;
      m_owner=(wish.owner!=0);
     }
   FlTradeOwnerTaken taken;
   ZeroMemory(taken);
   taken.fence=wish.fence;
   taken.highestFence=Highest();
   taken.owner=(uchar)(raised && m_owner);
   session.control.Begin(FL_MSG_TRADE_OWNER_TAKEN);
   session.control.Fields(taken);
   if(!session.control.Send())
      session.Restart("The connection to Fairlead was lost.",GetTickCount64());
  }

#endif
