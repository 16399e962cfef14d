//+------------------------------------------------------------------+
//| Closer.mqh: closes positions and removes orders for safety's     |
//| sake, without a command. It asks for one thing once, and again   |
//| only after a rejection or when an answer is long overdue; the    |
//| programs of a terminal keep out of each other's way.             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CLOSER_MQH
#define FAIRLEAD_CLOSER_MQH

#include "TradeRelay.mqh"
#include "TradeRequests.mqh"
#include "TradeRetcodes.mqh"

//--- No answer for so long: asked again. On a netting account a second deal could reverse, so there it takes longer.
#define FL_CLOSE_OVERDUE_MS    5000
#define FL_CLOSE_NETTING_MS    30000
#define FL_CLOSE_PAUSE_MS      250
#define FL_CLOSE_PAUSE_MOST_MS 5000
#define FL_CLOSE_PREFIX        "Fairlead.close."

struct SClosing
  {
   ulong             ticket;
   bool              order;
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

   int               Find(const ulong ticket,const bool order) const;
   int               Place(const ulong ticket,const bool order);
   bool              IsFree(const int at,const ulong now) const;
   static bool       Lock(const ulong ticket);
   static void       Unlock(const ulong ticket) { GlobalVariableDel(FL_CLOSE_PREFIX+StringFormat("%I64u",ticket)); }
   void              Rejected(const int at,const uint retcode,const ulong now);
   bool              Send(const int at,MqlTradeRequest &request,const ulong now);
   static ulong      MagicFor(const ulong magic);

public:
                     CCloser(void) { Start(); }
   void              Start(void);
   void              Count(void) { m_requests=0; m_rejections=0; m_lastRetcode=0; }
   uint              Requests(void) const { return(m_requests); }
   uint              Rejections(void) const { return(m_rejections); }
   uint              LastRetcode(void) const { return(m_lastRetcode); }
   void              ClosePosition(const ulong ticket,const double lots,const ulong now);
   void              RemoveOrder(const ulong ticket,const ulong now);
   bool              TakeResult(const MqlTradeRequest &request,const MqlTradeResult &result);
   void              FetchResults(const ulong now);
   void              Forget(void);
  };

void CCloser::Start(void)
  {
   m_count=0;
   ArrayResize(m_closings,0,64);
   Count();
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
bool CCloser::IsFree(const int at,const ulong now) const
  {
   if(now<m_closings[at].againAt)
      return(false);
   ulong overdue=(ulong)(MarginModeCode()==FL_MARGIN_MODE_HEDGING ? FL_CLOSE_OVERDUE_MS : FL_CLOSE_NETTING_MS);
   return(m_closings[at].sentAt==0 || Since(m_closings[at].sentAt,now)>overdue);
  }

//--- one program of the terminal at a time: two deals against one netting position would reverse it
bool CCloser::Lock(const ulong ticket)
  {
   string name=FL_CLOSE_PREFIX+StringFormat("%I64u",ticket);
   double now=(double)GetTickCount64();
   if(GlobalVariableTemp(name))
      return(GlobalVariableSet(name,now)!=0);
   double held=0;
   if(!GlobalVariableGet(name,held))
      return(false);
   return(now-held>FL_CLOSE_OVERDUE_MS && GlobalVariableSetOnCondition(name,now,held));
  }

//--- Fairlead's tag and installation with counter 0, which no command has: a close of ours, but nobody's command
ulong CCloser::MagicFor(const ulong magic)
  {
   ulong own=IsFairleadMagic(magic) ? magic : ((ulong)FL_MAGIC_TAG)<<FL_MAGIC_TAG_BITS;
   return((own>>FL_MAGIC_COUNTER_BITS)<<FL_MAGIC_COUNTER_BITS);
  }

void CCloser::Rejected(const int at,const uint retcode,const ulong now)
  {
   m_rejections++;
   m_lastRetcode=retcode;
   int tries=MathMin(m_closings[at].rejections++,8);
   m_closings[at].sentAt=0;
   m_closings[at].againAt=now+(ulong)MathMin(FL_CLOSE_PAUSE_MS<<tries,FL_CLOSE_PAUSE_MOST_MS);
   if(!m_closings[at].order)
      Unlock(m_closings[at].ticket);
  }

bool CCloser::Send(const int at,MqlTradeRequest &request,const ulong now)
  {
   MqlTradeResult result;
   ZeroMemory(result);
   m_requests++;
   m_closings[at].sentAt=now;
   if(OrderSendAsync(request,result))
      return(true);
   Rejected(at,result.retcode,now);
   return(false);
  }

//--- `lots`: at most so many; more than one order may hold take several rounds
void CCloser::ClosePosition(const ulong ticket,const double lots,const ulong now)
  {
   int at=Place(ticket,false);
   if(!IsFree(at,now) || !PositionSelectByTicket(ticket) || !Lock(ticket))
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
   request.magic=MagicFor((ulong)PositionGetInteger(POSITION_MAGIC));
   request.comment="Fairlead";
   if(refusal==FL_TRADE_REFUSAL_NONE)
      refusal=ChooseFilling(symbol,request.type_filling);
   if(refusal==FL_TRADE_REFUSAL_NONE)
      Send(at,request,now);
   else
      Rejected(at,refusal==FL_TRADE_REFUSAL_NO_QUOTE ? TRADE_RETCODE_PRICE_OFF : TRADE_RETCODE_INVALID_FILL,now);
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
   request.magic=MagicFor((ulong)OrderGetInteger(ORDER_MAGIC));
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
   if(at<0 || m_closings[at].sentAt==0)
      return(false);
   ulong now=GetTickCount64();
   ENUM_FL_VERDICT verdict=VerdictOf(result.retcode);
   if(verdict==FL_VERDICT_REJECTED)
      Rejected(at,result.retcode,now);
   if(verdict==FL_VERDICT_UNKNOWN)
      m_lastRetcode=result.retcode;
   if(verdict==FL_VERDICT_ACCEPTED && result.retcode!=TRADE_RETCODE_PLACED)
     {
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
      uint retcode=FetchAnswer(0,m_closings[i].ticket);
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
