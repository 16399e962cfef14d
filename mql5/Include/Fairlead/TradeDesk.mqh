//+------------------------------------------------------------------+
//| TradeDesk.mqh: takes commands, sends each at most once, and says |
//| what became of it. Journalled on disk before MT5 is called: what |
//| stands in the journal is never sent again.                       |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEDESK_MQH
#define FAIRLEAD_TRADEDESK_MQH

#include "ClaimRestore.mqh"
#include "TradeGate.mqh"
#include "TradeWatch.mqh"

//--- more commands without an answer than any trader gives
#define FL_MOST_OUTSTANDING 512
#define FL_COMPACT_EVERY_MS 200

class CTradeDesk
  {
private:
   uchar             m_role;
   long              m_login;
   string            m_server;
   ulong             m_compactAt;
   COwnership        m_ownership;
   CTradeWatch       m_watch;
   bool              m_changed;

   bool              OpenJournal(void);
   uchar             Check(const FlTradeCommand &command,const CSession &session,const CLease &lease,const CGuard &guard,string &words);
   uchar             CheckAgain(const FlTradeCommand &command,const CSession &session,const CLease &lease,const CGuard &guard,string &words);
   bool              Claim(const FlTradeCommand &command,const MqlTradeRequest &request,string &words);
   void              Refuse(CSession &session,const int at,const uchar refusal,const string words);
   void              Send(CSession &session,const int at,MqlTradeRequest &request,const CLease &lease,const CGuard &guard);
   void              Tell(CSession &session,const int at);
   void              TellState(CSession &session,FlTradeState &state);
   static bool       IsUnderWay(const STrade &trade);

public:
   CTradeJournal     journal;
   //--- closes under way on a netting account, this program's and the others'
   CCloseClaims      claims;

   void              Start(const uchar role);
   void              BeginSession(void);
   void              TakeOwner(CSession &session) { m_ownership.Take(session); }
   void              TakeCommand(CSession &session,const CLease &lease,const CGuard &guard);
   void              TakeQuery(CSession &session);
   void              TakeResult(const MqlTradeRequest &request,const MqlTradeResult &result);
   void              FollowAccount(void) { OpenJournal(); }
   void              Hint(void) { m_watch.Hint(); claims.Hint(); }
   void              Step(CSession &session,const ulong now);
   bool              IsHot(void) const { return(m_watch.IsHot()); }
   bool              IsUrgent(const ulong now) const { return(m_watch.IsUrgent(now)); }
   //--- orders or positions have changed by a command since the last call
   bool              TakeChanged(void);
   double            PendingLots(void) const;
   bool              IsOpening(void) const;
  };

void CTradeDesk::Start(const uchar role)
  {
   m_role=role;
   m_login=0;
   m_server="";
   m_compactAt=0;
   m_changed=false;
   m_ownership.Start();
   OpenJournal();
  }

//--- ownership is given in each session anew
void CTradeDesk::BeginSession(void)
  {
   m_ownership.Start();
   OpenJournal();
  }

//--- the journal of the account that MT5 is logged in to
bool CTradeDesk::OpenJournal(void)
  {
   long login=AccountInfoInteger(ACCOUNT_LOGIN);
   string server=AccountInfoString(ACCOUNT_SERVER);
   if(login==m_login && server==m_server)
      return(journal.IsOpen());
   if(login==0)
      return(false);
   bool opened=journal.Open(login,server,m_role);
   if(!opened)
      Print("Fairlead: the order journal cannot be opened in MQL5\\Files; nothing new is opened.");
   m_login=login;
   m_server=server;
   m_watch.Start(journal);
   RestoreClaims(claims,journal);
   return(opened);
  }

bool CTradeDesk::TakeChanged(void)
  {
   bool changed=m_changed;
   m_changed=false;
   return(changed);
  }

//--- lots of commands that are on their way: they count before the broker shows them
double CTradeDesk::PendingLots(void) const
  {
   double lots=0;
   ulong now=GetTickCount64();
   for(int i=0; i<m_watch.Active(); i++)
     {
      int at=m_watch.At(i);
      uchar action=journal.trades[at].command.action;
      bool fresh=(journal.trades[at].calledAt!=0 && Since(journal.trades[at].calledAt,now)<=FL_DOUBT_MS);
      if(fresh && journal.trades[at].state.order==0 && action!=FL_TRADE_ACTION_MODIFY && TakesRisk(journal.trades[at].command))
         lots+=journal.trades[at].command.volume;
     }
   return(lots);
  }

//--- A command is under way that may open something any moment. One that is unknown may for ever be.
bool CTradeDesk::IsOpening(void) const
  {
   for(int i=0; i<m_watch.Active(); i++)
     {
      int at=m_watch.At(i);
      if(journal.trades[at].state.order==0 && journal.trades[at].state.status!=FL_TRADE_STATUS_UNKNOWN && TakesRisk(journal.trades[at].command))
         return(true);
     }
   return(false);
  }

uchar CTradeDesk::Check(const FlTradeCommand &command,const CSession &session,const CLease &lease,const CGuard &guard,string &words)
  {
   words="";
   if(IsMalformed(command))
      return(FL_TRADE_REFUSAL_MALFORMED);
   uchar refusal=CheckPlace(command,m_ownership,lease);
   if(refusal!=FL_TRADE_REFUSAL_NONE)
      return(refusal);
   if((long)TimeGMT()*1000>command.validUntilMs)
      return(FL_TRADE_REFUSAL_EXPIRED);
   refusal=CheckTerminal();
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckRisk(command,session,lease,guard,PendingLots(),words);
   if(refusal==FL_TRADE_REFUSAL_NONE && m_watch.Awaited(journal,GetTickCount64())>=FL_MOST_OUTSTANDING && TakesRisk(command))
      refusal=FL_TRADE_REFUSAL_OVERLOADED;
   return(refusal);
  }

//--- The disk may have taken its time: everything that may have changed meanwhile is asked again.
uchar CTradeDesk::CheckAgain(const FlTradeCommand &command,const CSession &session,const CLease &lease,const CGuard &guard,string &words)
  {
   uchar refusal=CheckPlace(command,m_ownership,lease);
   if(refusal==FL_TRADE_REFUSAL_NONE && (long)TimeGMT()*1000>command.validUntilMs)
      refusal=FL_TRADE_REFUSAL_EXPIRED;
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckTerminal();
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckRisk(command,session,lease,guard,PendingLots(),words);
   return(refusal);
  }

//--- On a netting account two closes under way could together turn a position over, each of them small enough by itself.
//--- A hedging server refuses the second by itself.
bool CTradeDesk::Claim(const FlTradeCommand &command,const MqlTradeRequest &request,string &words)
  {
   if(!IsClose(command) || MarginModeCode()==FL_MARGIN_MODE_HEDGING)
      return(true);
   ulong now=GetTickCount64();
   if(claims.Claim(command.position,command.magic,request.volume,now))
      return(true);
   double under=claims.UnderWay(command.position,now);
   double open=PositionSelectByTicket(request.position) ? PositionGetDouble(POSITION_VOLUME) : 0;
   words="open "+DoubleToString(open,2)+", being closed "+DoubleToString(MathMin(under,open),2);
   return(false);
  }

void CTradeDesk::TakeCommand(CSession &session,const CLease &lease,const CGuard &guard)
  {
   ulong readUs=GetMicrosecondCount();
   if(!session.control.Fits(FL_BYTES_TRADE_COMMAND,0))
      return;
   FlTradeCommand command;
   session.control.ReadFields(command);
   OpenJournal();
   int at=journal.Find(command.intent);
   if(at>=0 && SameWish(journal.trades[at].command,command))
     {
      Tell(session,at);
      return;
     }
   if(at>=0)
     {
      FlTradeState state=journal.trades[at].state;
      state.status=FL_TRADE_STATUS_REFUSED;
      state.refusal=FL_TRADE_REFUSAL_REUSED_INTENT;
      TellState(session,state);
      return;
     }
   string words="";
   MqlTradeRequest request;
   uchar refusal=Check(command,session,lease,guard,words);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=BuildRequest(command,request,words);
   at=journal.Add(command);
   journal.trades[at].state.readUs=readUs;
   if(refusal!=FL_TRADE_REFUSAL_NONE)
      Refuse(session,at,refusal,words);
   else
      Send(session,at,request,lease,guard);
  }

//--- A refusal is journalled too: the same command must not be sent when it comes again at a better time.
void CTradeDesk::Refuse(CSession &session,const int at,const uchar refusal,const string words)
  {
   journal.trades[at].state.status=FL_TRADE_STATUS_REFUSED;
   journal.trades[at].state.refusal=refusal;
   journal.trades[at].state.brokerMs=(long)TimeTradeServer()*1000;
   PutText(journal.trades[at].state.words,words);
   //--- another account's command has no place in this account's journal
   if(refusal!=FL_TRADE_REFUSAL_WRONG_ACCOUNT)
      journal.Keep(at);
   Tell(session,at);
   if(refusal==FL_TRADE_REFUSAL_WRONG_ACCOUNT)
      journal.Drop(at);
  }

//--- What closes or reduces goes also when the disk is full: then claims, and the broker's records, are all that knows of
//--- it after a restart.
void CTradeDesk::Send(CSession &session,const int at,MqlTradeRequest &request,const CLease &lease,const CGuard &guard)
  {
   journal.trades[at].state.status=FL_TRADE_STATUS_SENDING;
   journal.trades[at].calledMs=(long)TimeTradeServer()*1000;
   bool kept=journal.Keep(at);
   string words="";
   uchar refusal=(kept || !TakesRisk(journal.trades[at].command)) ? FL_TRADE_REFUSAL_NONE : FL_TRADE_REFUSAL_JOURNAL_UNWRITABLE;
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=CheckAgain(journal.trades[at].command,session,lease,guard,words);
   if(refusal==FL_TRADE_REFUSAL_NONE && !Claim(journal.trades[at].command,request,words))
      refusal=FL_TRADE_REFUSAL_WOULD_REVERSE;
   if(refusal!=FL_TRADE_REFUSAL_NONE)
     {
      Refuse(session,at,refusal,words);
      return;
     }
   MqlTradeResult result;
   ZeroMemory(result);
   journal.trades[at].calledAt=GetTickCount64();
   journal.trades[at].state.calledUs=GetMicrosecondCount();
   bool sent=OrderSendAsync(request,result);
   if(sent)
     {
      journal.trades[at].state.status=FL_TRADE_STATUS_ACCEPTED;
      journal.trades[at].state.retcode=TRADE_RETCODE_PLACED;
      m_watch.Follow(journal.trades[at],at);
     }
   else
     {
      //--- nothing was sent (mql5.com/en/docs/trading/ordersendasync)
      claims.Release(journal.trades[at].command.position,journal.trades[at].command.magic);
      CTradeWatch::Answer(journal.trades[at],result.retcode,0,result.comment);
      journal.Keep(at);
      if(!IsFinal(journal.trades[at].state.status))
         m_watch.Follow(journal.trades[at],at);
     }
   journal.trades[at].state.brokerMs=(long)TimeTradeServer()*1000;
   Tell(session,at);
  }

//--- a state that could not be told now is told in the next session
void CTradeDesk::Tell(CSession &session,const int at)
  {
   journal.trades[at].untold=true;
   journal.news=true;
   if(!session.IsLive())
      return;
   session.control.Begin(FL_MSG_TRADE_STATE);
   session.control.Fields(journal.trades[at].state);
   if(session.control.Send())
      journal.trades[at].untold=false;
   else
      session.Restart("The connection to Fairlead was lost.",GetTickCount64());
  }

void CTradeDesk::TellState(CSession &session,FlTradeState &state)
  {
   session.control.Begin(FL_MSG_TRADE_STATE);
   session.control.Fields(state);
   if(!session.control.Send())
      session.Restart("The connection to Fairlead was lost.",GetTickCount64());
  }

//--- The other role sent it a moment ago: only that program can say that it has become unsure of it.
bool CTradeDesk::IsUnderWay(const STrade &trade)
  {
   long age=(long)TimeTradeServer()*1000-trade.calledMs;
   return(trade.calledMs!=0 && age>=0 && age<FL_ANSWER_LATE_MS);
  }

//--- Answered from this journal, else from the other role's; of a command that is not known to be final the broker's
//--- records are asked on the spot.
void CTradeDesk::TakeQuery(CSession &session)
  {
   if(!session.control.Fits(FL_BYTES_TRADE_QUERY,0))
      return;
   FlTradeQuery query;
   session.control.ReadFields(query);
   STrade trade;
   ZeroMemory(trade);
   bool here=((long)query.login==AccountInfoInteger(ACCOUNT_LOGIN) && GetText(query.server)==AccountInfoString(ACCOUNT_SERVER));
   OpenJournal();
   int at=here ? journal.Find(query.intent) : -1;
   if(at>=0)
     {
      if(!IsFinal(journal.trades[at].state.status) && ReadEvidence(journal.trades[at]))
         journal.Keep(at);
      Tell(session,at);
      return;
     }
   if(here && journal.FindOther(query.intent,trade))
     {
      if(!IsFinal(trade.state.status) && !ReadEvidence(trade) && !IsUnderWay(trade))
         trade.state.status=(trade.state.order==0) ? FL_TRADE_STATUS_UNKNOWN : trade.state.status;
      TellState(session,trade.state);
      return;
     }
   for(int i=0; i<16; i++)
      trade.state.intent[i]=query.intent[i];
   trade.state.magic=query.magic;
   trade.state.status=FL_TRADE_STATUS_ABSENT;
   trade.state.refusal=here ? FL_TRADE_REFUSAL_NONE : FL_TRADE_REFUSAL_WRONG_ACCOUNT;
   trade.state.brokerMs=(long)TimeTradeServer()*1000;
   TellState(session,trade.state);
  }

//--- The EA is told of every request of its terminal. What another program of ours sent, it hands on.
void CTradeDesk::TakeResult(const MqlTradeRequest &request,const MqlTradeResult &result)
  {
   m_watch.Hint();
   if(!IsFairleadMagic(request.magic) || result.retcode==0)
      return;
   if(VerdictOf(result.retcode)==FL_VERDICT_REJECTED && request.action==TRADE_ACTION_DEAL)
      claims.Rejected(request.position,request.magic);
   for(int i=0; i<m_watch.Active(); i++)
     {
      int at=m_watch.At(i);
      if(journal.trades[at].command.magic!=request.magic)
         continue;
      //--- evidence goes first: what the broker executed was not rejected
      if(!ReadEvidence(journal.trades[at]) || !IsFinal(journal.trades[at].state.status))
         CTradeWatch::Answer(journal.trades[at],result.retcode,result.order,result.comment);
      journal.Keep(at);
      m_changed=true;
      return;
     }
   if(VerdictOf(result.retcode)!=FL_VERDICT_ACCEPTED)
      RelayAnswer(request.magic,request.action==TRADE_ACTION_REMOVE ? request.order : request.position,result.retcode);
  }

void CTradeDesk::Step(CSession &session,const ulong now)
  {
   OpenJournal();
   if(now>=m_compactAt)
     {
      m_compactAt=now+FL_COMPACT_EVERY_MS;
      if(!m_watch.IsHot())
        {
         int before=journal.Count();
         journal.Compact((long)TimeGMT()*1000);
         if(journal.Count()!=before)
            m_watch.Start(journal);
        }
     }
   claims.Step(now);
   if(m_watch.Look(journal,m_role==FL_ROLE_COMMAND_SERVICE,now))
      m_changed=true;
   if(!journal.news || !session.IsLive())
      return;
   journal.news=false;
   for(int i=journal.Count()-1; i>=0 && session.IsLive(); i--)
      if(journal.trades[i].untold)
         Tell(session,i);
  }

#endif
