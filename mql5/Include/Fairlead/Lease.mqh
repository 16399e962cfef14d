//+------------------------------------------------------------------+
//| Lease.mqh: whether Fairlead's risk engine watches this account.  |
//| Without a held lease this program takes no new risk.             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_LEASE_MQH
#define FAIRLEAD_LEASE_MQH

#include "AccountNames.mqh"
#include "Session.mqh"

#define FL_LEASE_FILE       "Fairlead\\lease.txt"
//--- after the program's own stall or the PC's sleep, for renewals that wait in the sockets
#define FL_STALL_GRACE_MS   2000
//--- what each account's user chose: <prefix><login>.txt
//--- A program that starts after a lease with flatten-on-lapse was held gives the bridge so long to renew it.
#define FL_ORPHAN_GRACE_MS  10000

class CLease
  {
private:
   uchar             m_status;
   //--- the account that the lease is for
   long              m_login;
   string            m_server;
   ulong             m_epoch;
   ulong             m_renewal;
   ulong             m_highest;
   ulong             m_until;
   ulong             m_graceUntil;
   bool              m_flattenOnLapse;
   bool              m_lapsed;
   bool              m_tell;

   bool              IsOver(const ulong now) const { return(now>MathMax(m_until,m_graceUntil)); }
   void              Become(const uchar status);
   bool              KeepHighest(void) const;
   string            LapseFile(void) const { return(AccountFile("lapse",".txt")); }
   bool              KeepChoice(void) const;
   void              FollowAccount(const ulong now);

public:
   void              Start(void);
   void              Take(CSession &session,const ulong now);
   void              Stalled(const ulong now) { m_graceUntil=now+FL_STALL_GRACE_MS; }
   void              Step(CSession &session,const ulong now);
   void              TellAgain(void) { m_tell=true; }
   uchar             Status(void) const { return(m_status); }
   ulong             Epoch(void) const { return(m_epoch); }
   ulong             HighestEpoch(void) const { return(m_highest); }
   //--- the guard's question before any order that opens or grows a position
   bool              MayTakeRisk(const CSession &session) const { return(m_status==FL_LEASE_STATUS_HELD && !IsOver(GetTickCount64()) && !session.ReduceOnly()); }
   bool              TakeFlatten(void);
  };

//--- the highest epoch outlives the program, so a bridge left over from before cannot come back after a reload
void CLease::Start(void)
  {
   m_status=FL_LEASE_STATUS_NONE;
   m_login=0;
   m_server="";
   m_epoch=0;
   m_renewal=0;
   m_until=0;
   m_graceUntil=0;
   m_flattenOnLapse=false;
   m_lapsed=false;
   m_tell=true;
   CKeyValues file;
   m_highest=file.Read(FL_LEASE_FILE,0) ? (ulong)StringToInteger(file.Value("highest-epoch")) : 0;
   FollowAccount(GetTickCount64());
  }

//--- A lease is one account's, and so is what its user chose for its end: MT5 may have been logged in elsewhere meanwhile.
void CLease::FollowAccount(const ulong now)
  {
   long login=AccountInfoInteger(ACCOUNT_LOGIN);
   string server=AccountInfoString(ACCOUNT_SERVER);
   if(login==0 || (login==m_login && server==m_server))
      return;
   m_login=login;
   m_server=server;
   m_lapsed=false;
   Become(FL_LEASE_STATUS_NONE);
   CKeyValues file;
   m_flattenOnLapse=file.Read(LapseFile(),0) && file.Value("server")==server && file.Value("flatten-on-lapse")=="1";
   m_until=m_flattenOnLapse ? now+FL_ORPHAN_GRACE_MS : 0;
  }

bool CLease::KeepHighest(void) const
  {
   CKeyValues file;
   file.Put("highest-epoch",StringFormat("%I64u",m_highest));
   return(file.Write(FL_LEASE_FILE,0));
  }

bool CLease::KeepChoice(void) const
  {
   CKeyValues file;
   file.Put("server",m_server);
   file.Put("flatten-on-lapse",m_flattenOnLapse ? "1" : "0");
   return(file.Write(LapseFile(),0));
  }

void CLease::Become(const uchar status)
  {
   if(m_status!=status)
      m_tell=true;
   m_status=status;
  }

void CLease::Take(CSession &session,const ulong now)
  {
   if(!session.control.Fits(FL_BYTES_LEASE,0))
      return;
   FlLease lease;
   session.control.ReadFields(lease);
   FollowAccount(now);
   if(lease.bridgeEpoch<m_highest)
     {
      m_tell=true;
      session.Notice(FL_SEVERITY_ERROR,"LEASE_STALE_EPOCH","A lease of an older start of Fairlead was refused.");
      return;
     }
   if((long)lease.login!=AccountInfoInteger(ACCOUNT_LOGIN) || GetText(lease.server)!=AccountInfoString(ACCOUNT_SERVER))
     {
      m_tell=true;
      session.Notice(FL_SEVERITY_ERROR,"LEASE_WRONG_ACCOUNT","A lease for another account was refused.");
      return;
     }
   if(lease.bridgeEpoch==m_epoch && lease.renewal<m_renewal)
      return;
   bool flatten=(lease.flattenOnLapse!=0);
   bool news=(lease.bridgeEpoch>m_highest);
   bool chosen=(flatten!=m_flattenOnLapse);
   m_highest=lease.bridgeEpoch;
   m_flattenOnLapse=flatten;
   if(news || chosen)
     {
      bool kept=(!news || KeepHighest());
      if(!((!chosen || KeepChoice()) && kept))
         session.Notice(FL_SEVERITY_WARNING,"LEASE_EPOCH_NOT_KEPT","MQL5\\Files cannot be written: the lease's epoch is lost on a restart.");
     }
   m_epoch=lease.bridgeEpoch;
   m_renewal=lease.renewal;
   m_until=now+lease.ttlMs;
   Become(FL_LEASE_STATUS_HELD);
  }

//--- once for each lapse: the user chose that automated positions are closed then
bool CLease::TakeFlatten(void)
  {
   bool flatten=(m_lapsed && m_flattenOnLapse);
   m_lapsed=false;
   return(flatten);
  }

//--- call after the sockets are drained: a renewal that has arrived counts before a lapse is judged
void CLease::Step(CSession &session,const ulong now)
  {
   FollowAccount(now);
   bool orphaned=(m_status==FL_LEASE_STATUS_NONE && m_flattenOnLapse);
   if((m_status==FL_LEASE_STATUS_HELD || orphaned) && IsOver(now))
     {
      Become(FL_LEASE_STATUS_LAPSED);
      m_lapsed=true;
      Print("Fairlead: the risk engine's lease has lapsed; no new risk is taken.");
     }
   if(!m_tell || !session.IsLive())
      return;
   FlLeaseState state;
   ZeroMemory(state);
   state.status=m_status;
   state.bridgeEpoch=m_epoch;
   state.renewal=m_renewal;
   state.highestEpoch=m_highest;
   session.control.Begin(FL_MSG_LEASE_STATE);
   session.control.Fields(state);
   if(session.control.Send())
      m_tell=false;
  }

#endif
