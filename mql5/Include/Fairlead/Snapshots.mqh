//+------------------------------------------------------------------+
//| Snapshots.mqh: account, positions and orders, when they change   |
//| and every few seconds besides: events are hints, this is truth   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SNAPSHOTS_MQH
#define FAIRLEAD_SNAPSHOTS_MQH

#include "AccountSnapshot.mqh"
#include "OrderSnapshot.mqh"
#include "PositionSnapshot.mqh"

#define FL_LOOK_EVERY_MS    200
//--- hints come in bursts: one order brings half a dozen
#define FL_LOOK_LEAST_MS    20
#define FL_WHOLE_EVERY_MS   5000
//--- prices and profits of open positions
#define FL_PROFIT_EVERY_MS  1000
#define FL_READ_TRIES       3

class CSnapshots
  {
private:
   ulong             m_lookAt;
   ulong             m_lookedAt;
   ulong             m_accountAt;
   ulong             m_positionsAt;
   ulong             m_ordersAt;
   ulong             m_snapshot;
   FlAccountSnapshot m_account;
   FlPosition        m_positions[];
   FlOrder           m_orders[];

   bool              Account(CChannel &control,const ulong now);
   bool              Positions(CChannel &control,const ulong now);
   bool              Orders(CChannel &control,const ulong now);

public:
   void              Start(void);
   void              Hint(void) { m_lookAt=0; }
   void              Step(CSession &session,const ulong now);
  };

//--- everything is due in a new session
void CSnapshots::Start(void)
  {
   m_lookAt=0;
   m_lookedAt=0;
   m_accountAt=0;
   m_positionsAt=0;
   m_ordersAt=0;
   m_snapshot=0;
   ZeroMemory(m_account);
   ArrayResize(m_positions,0);
   ArrayResize(m_orders,0);
  }

void CSnapshots::Step(CSession &session,const ulong now)
  {
   if(now<m_lookAt || now<m_lookedAt+FL_LOOK_LEAST_MS)
      return;
   m_lookedAt=now;
   m_lookAt=now+FL_LOOK_EVERY_MS;
   if(!Positions(session.control,now) || !Orders(session.control,now) || !Account(session.control,now))
      session.Restart("The connection to Fairlead was lost.",now);
  }

bool CSnapshots::Account(CChannel &control,const ulong now)
  {
   FlAccountSnapshot account;
   ReadAccount(account);
   if(now<m_accountAt && SameAccount(account,m_account))
      return(true);
   m_accountAt=now+FL_WHOLE_EVERY_MS;
   m_account=account;
   return(SendAccount(control,account));
  }

bool CSnapshots::Positions(CChannel &control,const ulong now)
  {
   FlPosition positions[];
   bool whole=false;
   for(int i=0; i<FL_READ_TRIES && !whole; i++)
      whole=ReadPositions(positions);
   if(!whole)
     {
      m_lookAt=0;
      return(true);
     }
   if(now<m_positionsAt && SamePositions(positions,m_positions))
      return(true);
   m_positionsAt=now+(ulong)(ArraySize(positions)>0 ? FL_PROFIT_EVERY_MS : FL_WHOLE_EVERY_MS);
   ArrayResize(m_positions,ArraySize(positions));
   for(int i=0; i<ArraySize(positions); i++)
      m_positions[i]=positions[i];
   m_snapshot++;
   return(SendPositions(control,positions,m_snapshot));
  }

bool CSnapshots::Orders(CChannel &control,const ulong now)
  {
   FlOrder orders[];
   bool whole=false;
   for(int i=0; i<FL_READ_TRIES && !whole; i++)
      whole=ReadOrders(orders);
   if(!whole)
     {
      m_lookAt=0;
      return(true);
     }
   if(now<m_ordersAt && SameOrders(orders,m_orders))
      return(true);
   m_ordersAt=now+FL_WHOLE_EVERY_MS;
   ArrayResize(m_orders,ArraySize(orders));
   for(int i=0; i<ArraySize(orders); i++)
      m_orders[i]=orders[i];
   m_snapshot++;
   return(SendOrders(control,orders,m_snapshot));
  }

#endif
