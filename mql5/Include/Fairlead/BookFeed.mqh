//+------------------------------------------------------------------+
//| BookFeed.mqh: the depth of the symbols that the bridge names. An |
//| image goes out when the book is another one, and not sooner than |
//| the bridge wants; what a full socket does not take is replaced   |
//| by the next.                                                     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_BOOKFEED_MQH
#define FAIRLEAD_BOOKFEED_MQH

#include "BookHolds.mqh"
#include "Session.mqh"

//--- MT5 broadcasts every change; should one not come, the book is looked at all the same
#define FL_BOOK_LOOK_MS   500
#define FL_BOOK_LEVELS    512
#define FL_BOOK_EVERY_MIN 20

struct SBook
  {
   uint              book;
   string            symbol;
   uchar             status;
   int               error;
   bool              changed;
   ulong             print;
   ulong             sentAt;
   ulong             lookAt;
  };

class CBookFeed
  {
private:
   SBook             m_books[];
   MqlBookInfo       m_levels[];
   ulong             m_everyMs;

   void              Open(SBook &book,CBookHolds &holds) const;
   bool              Answer(CSession &session,const uint request) const;
   ulong             Fingerprint(void) const;
   bool              SendImage(CSession &session,const SBook &book) const;

public:
                     CBookFeed(void) { m_everyMs=FL_BOOK_EVERY_MIN; }
   void              Start(CBookHolds &holds);
   void              Take(CSession &session,CBookHolds &holds,const ulong now);
   void              Event(const string symbol);
   void              Step(CSession &session,const ulong now);
  };

//--- also at the end: a new session knows no books, the bridge names them again
void CBookFeed::Start(CBookHolds &holds)
  {
   for(int i=0; i<ArraySize(m_books); i++)
      if(m_books[i].status==FL_BOOK_STATUS_LIVE)
         holds.Let(m_books[i].symbol);
   ArrayResize(m_books,0);
  }

//--- the symbol has to be in Market Watch for its book
void CBookFeed::Open(SBook &book,CBookHolds &holds) const
  {
   bool custom=false;
   book.error=0;
   book.status=FL_BOOK_STATUS_LIVE;
   if(!SymbolExist(book.symbol,custom))
      book.status=FL_BOOK_STATUS_UNKNOWN_SYMBOL;
   else
      if(SymbolInfoInteger(book.symbol,SYMBOL_TICKS_BOOKDEPTH)==0)
         book.status=FL_BOOK_STATUS_NOT_OFFERED;
      else
        {
         ResetLastError();
         if(SymbolSelect(book.symbol,true) && holds.Hold(book.symbol))
            return;
         book.status=FL_BOOK_STATUS_REFUSED;
         book.error=GetLastError();
        }
  }

//--- The new books are held before the old ones are let go: one that stays never ends in between.
void CBookFeed::Take(CSession &session,CBookHolds &holds,const ulong now)
  {
   int total=session.control.Count();
   if(!session.control.Fits(FL_BYTES_BOOK_FOLLOW,FL_BYTES_BOOK_WISH))
      return;
   FlBookFollow wish;
   session.control.ReadFields(wish);
   SBook books[];
   ArrayResize(books,total);
   for(int i=0; i<total; i++)
     {
      FlBookWish one;
      session.control.ReadRecord(one,FL_BYTES_BOOK_FOLLOW,i);
      books[i].book=one.book;
      books[i].symbol=GetText(one.symbol);
      books[i].changed=true;
      books[i].print=0;
      books[i].sentAt=0;
      books[i].lookAt=0;
      Open(books[i],holds);
     }
   Start(holds);
   ArrayResize(m_books,total);
   for(int i=0; i<total; i++)
      m_books[i]=books[i];
   m_everyMs=(wish.everyMs<FL_BOOK_EVERY_MIN ? FL_BOOK_EVERY_MIN : wish.everyMs);
   if(!Answer(session,wish.request))
      session.Restart("The connection to Fairlead was lost.",now);
  }

bool CBookFeed::Answer(CSession &session,const uint request) const
  {
   FlBookFollowed fields;
   fields.request=request;
   session.control.Begin(FL_MSG_BOOK_FOLLOWED);
   session.control.Fields(fields);
   for(int i=0; i<ArraySize(m_books); i++)
     {
      FlBookState state;
      state.book=m_books[i].book;
      state.status=m_books[i].status;
      state.error=(uint)m_books[i].error;
      session.control.Record(state);
     }
   return(session.control.Send());
  }

void CBookFeed::Event(const string symbol)
  {
   for(int i=0; i<ArraySize(m_books); i++)
      if(m_books[i].symbol==symbol)
         m_books[i].changed=true;
  }

void CBookFeed::Step(CSession &session,const ulong now)
  {
   for(int i=0; i<ArraySize(m_books); i++)
     {
      if(m_books[i].status!=FL_BOOK_STATUS_LIVE || now<m_books[i].sentAt+m_everyMs)
         continue;
      if(!m_books[i].changed && now<m_books[i].lookAt)
         continue;
      m_books[i].lookAt=now+FL_BOOK_LOOK_MS;
      if(!MarketBookGet(m_books[i].symbol,m_levels))
         continue;
      ulong print=Fingerprint();
      if(print!=m_books[i].print && !SendImage(session,m_books[i]))
         return;
      if(print!=m_books[i].print)
         m_books[i].sentAt=now;
      m_books[i].changed=false;
      m_books[i].print=print;
     }
  }

//--- FNV-1a over what an image would say; 0 means "none sent", which no book comes to in practice
ulong CBookFeed::Fingerprint(void) const
  {
   ulong hash=0xcbf29ce484222325;
   for(int i=0; i<ArraySize(m_levels); i++)
     {
      FlBookLevel level;
      PackLevel(m_levels[i],level);
      uchar bytes[];
      StructToCharArray(level,bytes);
      for(int k=0; k<ArraySize(bytes); k++)
         hash=(hash^bytes[k])*0x100000001b3;
     }
   return(hash);
  }

void PackLevel(const MqlBookInfo &info,FlBookLevel &level)
  {
   switch(info.type)
     {
      case BOOK_TYPE_SELL:
         level.side=FL_BOOK_SIDE_SELL;
         break;
      case BOOK_TYPE_BUY:
         level.side=FL_BOOK_SIDE_BUY;
         break;
      case BOOK_TYPE_SELL_MARKET:
         level.side=FL_BOOK_SIDE_SELL_MARKET;
         break;
      default:
         level.side=FL_BOOK_SIDE_BUY_MARKET;
         break;
     }
   level.price=info.price;
//--- servers that know no parts of a lot fill the whole number only
   level.volume=(info.volume_real>0 ? info.volume_real : (double)info.volume);
  }

bool CBookFeed::SendImage(CSession &session,const SBook &book) const
  {
   int total=ArraySize(m_levels);
   FlBookImage image;
   image.book=book.book;
   image.brokerMs=(long)TimeTradeServer()*1000;
   image.levels=(uint)total;
   session.data.Begin(FL_MSG_BOOK_IMAGE);
   session.data.Fields(image);
   for(int i=0; i<total && i<FL_BOOK_LEVELS; i++)
     {
      FlBookLevel level;
      PackLevel(m_levels[i],level);
      session.data.Record(level);
     }
   return(session.data.Send());
  }

#endif
