//+------------------------------------------------------------------+
//| Closer.mqh: closes positions and removes orders for safety's     |
//| sake, without a command. It asks for one thing once, and again   |
//| only after a rejection or when an answer is long overdue; the    |
//| programs of a terminal keep out of each other's way: on a netting|
//| account by claims, which count commands' closes too.             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CLOSER_MQH
#define FAIRLEAD_CLOSER_MQH

#include "AccountNames.mqh"
#include "CloseClaims.mqh"
#include "TradeRetcodes.mqh"

//--- No answer for so long: asked again. A hedging server refuses what would be too much; on a netting account the claim
//--- must have ended.
#define FL_CLOSE_OVERDUE_MS    5000
#define FL_CLOSE_PAUSE_MS      250
#define FL_CLOSE_PAUSE_MOST_MS 5000
#define FL_LOCK_PREFIX         "Fairlead.closer."

struct SClosing
  {
   ulong             ticket;
   bool              order;
   //--- of the request under way; the position's identifier, its lots and broker ms of the call
   ulong             magic;
   ulong             position;
   double            lots;
   long              calledMs;
   ulong             sentAt;
   ulong             againAt;
   int               rejections;
  };

class CCloser
  {
private:
   SClosing          m_closings[];
   int               m_count;
   uint              m_requests;
   uint              m_rejections;
   uint              m_lastRetcode;
   string            m_file;
   CCloseClaims     *m_claims;

   int               Find(const ulong ticket,const bool order) const;
   int               Place(const ulong ticket,const bool order);
   bool              IsFree(const int at,const ulong now);
   static bool       Lock(const ulong ticket);
   static string     LockName(const ulong ticket) { return(FL_LOCK_PREFIX+AccountKey()+StringFormat(".%I64u",ticket)); }
   static void       Unlock(const ulong ticket) { GlobalVariableDel(LockName(ticket)); }
   void              Keep(void) const;
   void              Rejected(const int at,const uint retcode,const ulong now);
   bool              Send(const int at,MqlTradeRequest &request,const ulong now);
   bool              Reserve(const int at,MqlTradeRequest &request,const double volumeMin,const ulong now);
   static string     FileName(const uchar role);
   void              RestoreFrom(const string name);

public:
                     CCloser(void) { m_count=0; }
   void              Start(const uchar role,CCloseClaims *claims);
   void              Count(void) { m_requests=0; m_rejections=0; m_lastRetcode=0; }
   uint              Requests(void) const { return(m_requests); }
   uint              Rejections(void) const { return(m_rejections); }
   uint              LastRetcode(void) const { return(m_lastRetcode); }
   void              ClosePosition(const ulong ticket,const double lots,const ulong magic,const ulong now);
   void              RemoveOrder(const ulong ticket,const ulong now);
   bool              TakeResult(const MqlTradeRequest &request,const MqlTradeResult &result);
   void              FetchResults(const ulong now);
   void              Forget(void);
  };

//--- what either program had under way when it died, or the terminal, may still come about
void CCloser::Start(const uchar role,CCloseClaims *claims)
  {
   m_count=0;
   ArrayResize(m_closings,0,64);
   Count();
   m_file=FileName(role);
   m_claims=claims;
   RestoreFrom(FileName(FL_ROLE_EA));
   RestoreFrom(FileName(FL_ROLE_COMMAND_SERVICE));
  }

string CCloser::FileName(const uchar role)
  {
   return(AccountFile("closing",RoleSuffix(role)));
  }

//--- a line each: magic=position lots ms
void CCloser::RestoreFrom(const string name)
  {
   CKeyValues file;
   if(MarginModeCode()==FL_MARGIN_MODE_HEDGING || !file.Read(name,0) || file.Value("server")!=AccountInfoString(ACCOUNT_SERVER))
      return;
   for(int i=0; i<file.Count(); i++)
     {
      string parts[];
      if(StringSplit(file.ValueAt(i),' ',parts)==3)
         m_claims.Restore((ulong)StringToInteger(parts[0]),(ulong)StringToInteger(file.KeyAt(i)),StringToDouble(parts[1]),StringToInteger(parts[2]));
     }
  }

//--- Closes under way on a netting account. Should the disk be full the closes go all the same: the claims last as long as
//--- the terminal, and after that orders and history answer.
void CCloser::Keep(void) const
  {
   CKeyValues file;
   file.Put("server",AccountInfoString(ACCOUNT_SERVER));
   for(int i=0; i<m_count; i++)
      if(!m_closings[i].order && m_closings[i].sentAt!=0)
         file.Put(StringFormat("%I64u",m_closings[i].magic),StringFormat("%I64u",m_closings[i].position)+" "
                  +DoubleToString(m_closings[i].lots,8)+" "+IntegerToString(m_closings[i].calledMs));
   if(!file.Write(m_file,0))
      Print("Fairlead: what is being closed cannot be written to MQL5\\Files; it is closed all the same.");
  }

int CCloser::Find(const ulong ticket,const bool order) const
  {
   for(int i=0; i<m_count; i++)
      if(m_closings[i].ticket==ticket && m_closings[i].order==order)
         return(i);
   return(-1);
  }

int CCloser::Place(const ulong ticket,const bool order)
  {
   int at=Find(ticket,order);
   if(at>=0)
      return(at);
   at=m_count++;
   ArrayResize(m_closings,m_count,64);
   ZeroMemory(m_closings[at]);
   m_closings[at].ticket=ticket;
   m_closings[at].order=order;
   return(at);
  }

//--- asked for, and neither answered nor overdue: it is on its way
bool CCloser::IsFree(const int at,const ulong now)
  {
   if(now<m_closings[at].againAt)
      return(false);
   if(m_closings[at].sentAt==0)
      return(true);
   if(m_closings[at].order || MarginModeCode()==FL_MARGIN_MODE_HEDGING)
      return(Since(m_closings[at].sentAt,now)>FL_CLOSE_OVERDUE_MS);
   m_claims.UnderWay(m_closings[at].position,now);
   return(!m_claims.Has(m_closings[at].position,m_closings[at].magic));
  }

//--- on a hedging account: one program of the terminal at a time asks
bool CCloser::Lock(const ulong ticket)
  {
   string name=LockName(ticket);
   double now=(double)GetTickCount64();
   if(GlobalVariableTemp(name))
      return(GlobalVariableSet(name,now)!=0);
   double held=0;
   if(!GlobalVariableGet(name,held))
      return(false);
   return(now-held>FL_CLOSE_OVERDUE_MS && GlobalVariableSetOnCondition(name,now,held));
  }

void CCloser::Rejected(const int at,const uint retcode,const ulong now)
  {
   m_rejections++;
   m_lastRetcode=retcode;
   int tries=MathMin(m_closings[at].rejections++,8);
   m_closings[at].sentAt=0;
   m_closings[at].againAt=now+(ulong)MathMin(FL_CLOSE_PAUSE_MS<<tries,FL_CLOSE_PAUSE_MOST_MS);
   if(m_closings[at].order)
      return;
   Unlock(m_closings[at].ticket);
   m_claims.Rejected(m_closings[at].ticket,m_closings[at].magic);
   if(m_closings[at].position!=0)
      Keep();
  }

//--- False: MT5 sent nothing (mql5.com/en/docs/trading/ordersendasync).
bool CCloser::Send(const int at,MqlTradeRequest &request,const ulong now)
  {
   MqlTradeResult result;
   ZeroMemory(result);
   m_requests++;
   m_closings[at].sentAt=now;
   m_closings[at].magic=request.magic;
   if(OrderSendAsync(request,result))
      return(true);
   Rejected(at,result.retcode,now);
   return(false);
  }

//--- On a netting account: cuts the request to what no other close under way takes, claims that, and writes it down.
bool CCloser::Reserve(const int at,MqlTradeRequest &request,const double volumeMin,const ulong now)
  {
   ulong position=(ulong)PositionGetInteger(POSITION_IDENTIFIER);
   double under=m_claims.UnderWay(position,now);
   if(!PositionSelectByTicket(request.position))
      return(false);
   request.volume=NormalizeDouble(MathMin(request.volume,PositionGetDouble(POSITION_VOLUME)-under),8);
   if(request.volume<=FL_LOTS_DUST || (under>0 && request.volume<volumeMin-FL_LOTS_DUST))
      return(false);
   if(!m_claims.Claim(position,request.magic,request.volume,now))
      return(false);
   m_closings[at].position=position;
   m_closings[at].magic=request.magic;
   m_closings[at].lots=request.volume;
   m_closings[at].calledMs=(long)TimeTradeServer()*1000;
   m_closings[at].sentAt=now;
   Keep();
   return(true);
  }

//--- `lots`: at most so many; more than one order may hold take several rounds. `magic` 0: one of its own.
void CCloser::ClosePosition(const ulong ticket,const double lots,const ulong magic,const ulong now)
  {
   int at=Place(ticket,false);
   bool netting=(MarginModeCode()!=FL_MARGIN_MODE_HEDGING);
   if(!IsFree(at,now) || !PositionSelectByTicket(ticket) || (!netting && !Lock(ticket)))
      return;
   //--- the lock may have cost time: what is left is read once more
   if(!PositionSelectByTicket(ticket))
      return;
   STradeSymbol symbol;
   uchar refusal=ReadTradeSymbol(PositionGetString(POSITION_SYMBOL),symbol);
   bool sells=(PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_BUY);
   MqlTradeRequest request;
   ZeroMemory(request);
   request.action=TRADE_ACTION_DEAL;
   request.position=ticket;
   request.symbol=PositionGetString(POSITION_SYMBOL);
   request.volume=MathMin(lots,PositionGetDouble(POSITION_VOLUME));
   if(symbol.volumeMax>0)
      request.volume=MathMin(request.volume,symbol.volumeMax);
   request.type=sells ? ORDER_TYPE_SELL : ORDER_TYPE_BUY;
   request.price=OpeningPrice(symbol,sells);
   request.deviation=FL_ANY_DEVIATION;
   request.magic=(magic!=0) ? magic : CloseMagic((ulong)PositionGetInteger(POSITION_MAGIC));
   request.comment="Fairlead";
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=ChooseFilling(symbol,request.type_filling);
   if(refusal!=FL_TRADE_REFUSAL_NONE)
     {
      Rejected(at,refusal==FL_TRADE_REFUSAL_NO_QUOTE ? TRADE_RETCODE_PRICE_OFF : TRADE_RETCODE_INVALID_FILL,now);
      return;
     }
   if(!netting || Reserve(at,request,symbol.volumeMin,now))
      Send(at,request,now);
  }

void CCloser::RemoveOrder(const ulong ticket,const ulong now)
  {
   int at=Place(ticket,true);
   if(!IsFree(at,now) || !OrderSelect(ticket))
      return;
   MqlTradeRequest request;
   ZeroMemory(request);
   request.action=TRADE_ACTION_REMOVE;
   request.order=ticket;
   request.symbol=OrderGetString(ORDER_SYMBOL);
   request.magic=InstallationMagic((ulong)OrderGetInteger(ORDER_MAGIC));
   Send(at,request,now);
  }

//--- False when this program did not ask for it. An accepted close may leave a rest: the position's own state says so, and
//--- MT5 may show it a moment later.
bool CCloser::TakeResult(const MqlTradeRequest &request,const MqlTradeResult &result)
  {
   bool order=(request.action==TRADE_ACTION_REMOVE);
   if((!order && request.action!=TRADE_ACTION_DEAL) || result.retcode==0)
      return(false);
   int at=Find(order ? request.order : request.position,order);
   if(at<0 || m_closings[at].sentAt==0 || m_closings[at].magic!=request.magic)
      return(false);
   ulong now=GetTickCount64();
   ENUM_FL_VERDICT verdict=VerdictOf(result.retcode);
   if(verdict==FL_VERDICT_REJECTED)
      Rejected(at,result.retcode,now);
   if(verdict==FL_VERDICT_UNKNOWN)
      m_lastRetcode=result.retcode;
   if(verdict==FL_VERDICT_ACCEPTED && result.retcode!=TRADE_RETCODE_PLACED)
     {
      //--- on a netting account the claim ends when the position shows it
      if(order || MarginModeCode()==FL_MARGIN_MODE_HEDGING)
         m_closings[at].sentAt=0;
      m_closings[at].againAt=now+FL_CLOSE_PAUSE_MS;
      Unlock(m_closings[at].ticket);
     }
   return(true);
  }

//--- a service is told of rejections by the EA
void CCloser::FetchResults(const ulong now)
  {
   for(int i=0; i<m_count; i++)
     {
      if(m_closings[i].sentAt==0)
         continue;
      uint retcode=FetchAnswer(m_closings[i].magic,m_closings[i].ticket);
      if(VerdictOf(retcode)==FL_VERDICT_REJECTED)
         Rejected(i,retcode,now);
     }
  }

//--- drops what is closed
void CCloser::Forget(void)
  {
   int kept=0;
   for(int i=0; i<m_count; i++)
     {
      bool open=m_closings[i].order ? OrderSelect(m_closings[i].ticket) : PositionSelectByTicket(m_closings[i].ticket);
      if(!open)
        {
         if(!m_closings[i].order)
            Unlock(m_closings[i].ticket);
         continue;
        }
      if(kept!=i)
         m_closings[kept]=m_closings[i];
      kept++;
     }
   m_count=kept;
   ArrayResize(m_closings,m_count,64);
  }

#endif
