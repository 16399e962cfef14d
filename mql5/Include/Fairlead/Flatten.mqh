//+------------------------------------------------------------------+
//| Flatten.mqh: closes everything in scope, all requests at once,   |
//| then looks and asks again until nothing is left. What it is about|
//| to do is on disk, so that a restart goes on with it.             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_FLATTEN_MQH
#define FAIRLEAD_FLATTEN_MQH

#include "Closer.mqh"
#include "FlattenScope.mqh"
#include "KeyValues.mqh"
#include "Session.mqh"

#define FL_FLATTEN_EVERY_MS 20
#define FL_FLATTEN_TELL_MS  200
//--- rejections of one kind or another for so long: a person has to look
#define FL_FLATTEN_STUCK_MS 20000
#define FL_FLATTEN_HEARD_MS 15000

class CFlatten
  {
private:
   uchar             m_role;
   bool              m_active;
   bool              m_tell;
   ulong             m_startedUs;
   ulong             m_startedAt;
   ulong             m_stepAt;
   ulong             m_tellAt;
   int               m_least;
   CFlattenScope     m_scope;
   FlFlattenState    m_state;

   string            FileName(void) const;
   void              Save(void) const;
   bool              IsAccountKnown(const ulong now) const;
   void              Progress(const int positions,const int orders,const ulong now);

public:
   CCloser           closer;

   void              Start(const uchar role,CCloseClaims *claims);
   void              Resume(const CTradeJournal &journal);
   void              Begin(const uchar &id[],const uchar cause,const uchar scope,const CTradeJournal &journal);
   void              BeginOwn(const uchar cause,const uchar scope,const CTradeJournal &journal);
   void              Take(CSession &session,const CTradeJournal &journal,const ulong highestEpoch);
   void              Step(CSession &session,const bool outstanding,const ulong now);
   void              TellAgain(void) { m_tell=(m_tell || m_active); }
   bool              IsActive(void) const { return(m_active); }
   bool              IsStuck(void) const { return(m_active && m_state.stage==FL_FLATTEN_STAGE_STUCK); }
   int               Left(void) const { return((int)(m_state.positionsLeft+m_state.ordersLeft)); }
   uchar             Cause(void) const { return(m_state.cause); }
   static bool       Tell(CSession &session,FlFlattenState &state);
  };

void CFlatten::Start(const uchar role,CCloseClaims *claims)
  {
   m_role=role;
   m_active=false;
   m_tell=false;
   m_stepAt=0;
   m_tellAt=0;
   ZeroMemory(m_state);
   closer.Start(role,claims);
  }

string CFlatten::FileName(void) const
  {
   return(AccountFile("flatten",RoleSuffix(m_role)));
  }

void CFlatten::Save(void) const
  {
   if(!m_active)
     {
      FileDelete(FileName());
      return;
     }
   CKeyValues file;
   file.Put("id",GetHex(m_state.id));
   file.Put("cause",IntegerToString((int)m_state.cause));
   file.Put("scope",IntegerToString((int)m_state.scope));
   file.Put("server",AccountInfoString(ACCOUNT_SERVER));
   if(!file.Write(FileName(),0))
      Print("Fairlead: a flatten cannot be written to MQL5\\Files; after a restart it would not go on.");
  }

//--- what a program that died had begun
void CFlatten::Resume(const CTradeJournal &journal)
  {
   CKeyValues file;
   uchar id[16];
   if(!file.Read(FileName(),0) || file.Value("server")!=AccountInfoString(ACCOUNT_SERVER) || !PutHex(id,file.Value("id")))
      return;
   uchar scope=(uchar)StringToInteger(file.Value("scope"));
   uchar cause=(uchar)StringToInteger(file.Value("cause"));
   if(scope>=FL_FLATTEN_SCOPE_ACCOUNT && scope<=FL_FLATTEN_SCOPE_AUTOMATED)
      Begin(id,cause,scope,journal);
  }

//--- a second one while the first runs takes over with the wider of both scopes
void CFlatten::Begin(const uchar &id[],const uchar cause,const uchar scope,const CTradeJournal &journal)
  {
   uchar wider=(m_active && m_state.scope<scope) ? m_state.scope : scope;
   ZeroMemory(m_state);
   CopyField(m_state.id,id);
   m_state.cause=cause;
   m_state.scope=wider;
   m_state.stage=FL_FLATTEN_STAGE_STARTED;
   m_active=true;
   m_tell=true;
   m_startedUs=GetMicrosecondCount();
   m_startedAt=GetTickCount64();
   m_stepAt=0;
   m_least=INT_MAX;
   closer.Count();
   m_scope.Choose(wider,journal);
   Save();
   Print("Fairlead: flattening.");
  }

//--- begun by the program itself; its id is a random one
void CFlatten::BeginOwn(const uchar cause,const uchar scope,const CTradeJournal &journal)
  {
   if(m_active && m_state.scope<=scope)
      return;
   uchar id[16];
   ulong low=RandomNumber();
   ulong high=RandomNumber();
   for(int i=0; i<8; i++)
     {
      id[i]=(uchar)((low>>(8*i))&0xFF);
      id[8+i]=(uchar)((high>>(8*i))&0xFF);
     }
   Begin(id,cause,scope,journal);
  }

void CFlatten::Take(CSession &session,const CTradeJournal &journal,const ulong highestEpoch)
  {
   if(!session.control.Fits(FL_BYTES_FLATTEN,0))
      return;
   FlFlatten wish;
   session.control.ReadFields(wish);
   bool here=((long)wish.login==AccountInfoInteger(ACCOUNT_LOGIN) && GetText(wish.server)==AccountInfoString(ACCOUNT_SERVER));
   bool known=(wish.scope>=FL_FLATTEN_SCOPE_ACCOUNT && wish.scope<=FL_FLATTEN_SCOPE_AUTOMATED);
   if(!here || !known || wish.bridgeEpoch<highestEpoch)
     {
      FlFlattenState state;
      ZeroMemory(state);
      CopyField(state.id,wish.id);
      state.cause=FL_FLATTEN_CAUSE_COMMAND;
      state.scope=known ? wish.scope : FL_FLATTEN_SCOPE_ACCOUNT;
      state.stage=FL_FLATTEN_STAGE_REFUSED;
      Tell(session,state);
      return;
     }
   bool same=(m_state.stage!=0);
   for(int i=0; i<16 && same; i++)
      same=(m_state.id[i]==wish.id[i]);
   if(same)
      m_tell=true;
   else
      Begin(wish.id,FL_FLATTEN_CAUSE_COMMAND,wish.scope,journal);
  }

//--- A terminal that has just begun shows no positions, no balance and no equity until it has heard from the broker. An
//--- account without any money looks the same.
bool CFlatten::IsAccountKnown(const ulong now) const
  {
   bool heard=(AccountInfoDouble(ACCOUNT_BALANCE)!=0 || AccountInfoDouble(ACCOUNT_EQUITY)!=0);
   return(BrokerConnected() && (heard || Since(m_startedAt,now)>FL_FLATTEN_HEARD_MS));
  }

//--- Orders go first: one that fills meanwhile would open anew. `outstanding`: a command of ours may still open
//--- something, so nothing is flat yet. Nor is an account of which MT5 does not know anything.
void CFlatten::Step(CSession &session,const bool outstanding,const ulong now)
  {
   if(m_active && now>=m_stepAt)
     {
      m_stepAt=now+FL_FLATTEN_EVERY_MS;
      CTicketSet positions;
      CTicketSet orders;
      m_scope.Read(positions,orders);
      for(int i=0; i<orders.Count(); i++)
         closer.RemoveOrder(orders.At(i),now);
      for(int i=0; i<positions.Count(); i++)
         closer.ClosePosition(positions.At(i),DBL_MAX,0,now);
      if(m_state.sentAllUs==0)
         m_state.sentAllUs=MathMax(GetMicrosecondCount()-m_startedUs,1);
      closer.Forget();
      m_scope.Read(positions,orders);
      Progress(positions.Count(),orders.Count(),now);
      if(positions.Count()==0 && orders.Count()==0 && !outstanding && IsAccountKnown(now))
        {
         m_active=false;
         m_state.stage=FL_FLATTEN_STAGE_FLAT;
         m_tell=true;
         Save();
         Print("Fairlead: flat.");
        }
     }
   if(!m_tell || now<m_tellAt || !session.IsLive())
      return;
   m_tellAt=m_active ? now+FL_FLATTEN_TELL_MS : 0;
   if(Tell(session,m_state))
      m_tell=false;
  }

void CFlatten::Progress(const int positions,const int orders,const ulong now)
  {
   uint before=m_state.requests+m_state.rejections;
   bool changed=((int)m_state.positionsLeft!=positions || (int)m_state.ordersLeft!=orders);
   m_state.positionsLeft=(uint)positions;
   m_state.ordersLeft=(uint)orders;
   m_state.requests=closer.Requests();
   m_state.rejections=closer.Rejections();
   m_state.lastRetcode=closer.LastRetcode();
   if(m_state.requests+m_state.rejections!=before)
      m_state.round=(ushort)MathMin(m_state.round+1,USHORT_MAX);
   //--- fewer than ever left: it moves on
   if(positions+orders<m_least)
     {
      m_least=positions+orders;
      m_startedAt=now;
     }
   uchar stage=(uchar)(Since(m_startedAt,now)>FL_FLATTEN_STUCK_MS ? FL_FLATTEN_STAGE_STUCK : FL_FLATTEN_STAGE_CLOSING);
   m_tell=m_tell || changed || stage!=m_state.stage || m_state.requests+m_state.rejections!=before;
   m_state.stage=stage;
  }

bool CFlatten::Tell(CSession &session,FlFlattenState &state)
  {
   if(!session.IsLive())
      return(false);
   state.brokerMs=(long)TimeTradeServer()*1000;
   state.utcMs=(long)TimeGMT()*1000;
   session.control.Begin(FL_MSG_FLATTEN_STATE);
   session.control.Fields(state);
   if(session.control.Send())
      return(true);
   session.Restart("The connection to Fairlead was lost.",GetTickCount64());
   return(false);
  }

#endif
