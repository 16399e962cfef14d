//+------------------------------------------------------------------+
//| TradeJournal.mqh: what this program knows of every command of an |
//| account, in memory and on disk. It outlives program, terminal    |
//| and PC: a command that stands here is never sent again.          |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEJOURNAL_MQH
#define FAIRLEAD_TRADEJOURNAL_MQH

#include "OtherJournal.mqh"
#include "TradeRequests.mqh"

//--- the file is written anew when it has so many records, and keeps so many finished commands
#define FL_JOURNAL_RECORDS  16384
#define FL_JOURNAL_KEPT     2048
//--- a finished command is forgotten so long after it has become invalid
#define FL_JOURNAL_KEEP_MS  86400000

class CTradeJournal
  {
private:
   CTradeJournalFile m_file;
   string            m_other;
   COtherJournal     m_others;
   ulong             m_keys[];
   int               m_count;
   int               m_compactAt;

   static bool       IsSpent(const STrade &trade,const long utcMs);
   void              Put(const STrade &trade);

public:
   //--- looked at by those who work on it; changed only through Keep
   STrade            trades[];
   //--- some are untold
   bool              news;

                     CTradeJournal(void) { m_count=0; m_compactAt=FL_JOURNAL_RECORDS; news=false; }
   bool              Open(const long login,const string server,const uchar role);
   void              Close(void) { m_file.Close(); }
   bool              IsOpen(void) const { return(m_file.IsOpen()); }
   int               Count(void) const { return(m_count); }
   int               Find(const uchar &intent[]) const;
   int               Add(const FlTradeCommand &command);
   bool              Keep(const int at);
   void              Drop(const int at);
   void              Compact(const long utcMs);
   int               ReadOther(STrade &others[]) const { return(CTradeJournalFile::Read(m_other,others)); }
   bool              FindOther(const uchar &intent[],STrade &trade) { return(m_others.Find(intent,trade)); }
  };

//--- what was `sending` when the program died may have reached the broker: unknown, and never sent again
bool CTradeJournal::Open(const long login,const string server,const uchar role)
  {
   m_count=0;
   m_compactAt=FL_JOURNAL_RECORDS;
   ArrayResize(trades,0,256);
   ArrayResize(m_keys,0,256);
   string name=CTradeJournalFile::NameFor(login,server,role);
   m_other=CTradeJournalFile::NameFor(login,server,role==FL_ROLE_EA ? FL_ROLE_COMMAND_SERVICE : FL_ROLE_EA);
   m_others.Open(m_other);
   STrade read[];
   int total=CTradeJournalFile::Read(name,read);
   for(int i=0; i<total; i++)
      Put(read[i]);
   bool opened=m_file.Open(name);
   for(int i=0; i<m_count; i++)
     {
      if(trades[i].state.status!=FL_TRADE_STATUS_SENDING)
         continue;
      trades[i].state.status=FL_TRADE_STATUS_UNKNOWN;
      Keep(i);
     }
   return(opened);
  }

void CTradeJournal::Put(const STrade &trade)
  {
   int at=Find(trade.command.intent);
   if(at<0)
     {
      at=m_count++;
      ArrayResize(trades,m_count,256);
      ArrayResize(m_keys,m_count,256);
     }
   trades[at]=trade;
   m_keys[at]=IntentKey(trade.command.intent);
  }

//--- newest first: a command that comes twice comes twice soon
int CTradeJournal::Find(const uchar &intent[]) const
  {
   ulong key=IntentKey(intent);
   for(int i=m_count-1; i>=0; i--)
      if(m_keys[i]==key && SameIntent(trades[i].command.intent,intent))
         return(i);
   return(-1);
  }

//--- in memory only, until Keep
int CTradeJournal::Add(const FlTradeCommand &command)
  {
   STrade trade;
   ZeroMemory(trade);
   trade.command=command;
   for(int i=0; i<16; i++)
      trade.state.intent[i]=command.intent[i];
   trade.state.magic=command.magic;
   trade.state.refusal=FL_TRADE_REFUSAL_NONE;
   Put(trade);
   return(m_count-1);
  }

//--- writes how a command stands now
bool CTradeJournal::Keep(const int at)
  {
   trades[at].untold=true;
   news=true;
   return(m_file.Append(trades[at]));
  }

//--- takes back the last Add
void CTradeJournal::Drop(const int at)
  {
   if(at!=m_count-1)
      return;
   m_count--;
   ArrayResize(trades,m_count,256);
   ArrayResize(m_keys,m_count,256);
  }

//--- Its time has passed, so it could not run again; and nothing of it is open that an automated flatten would look for.
bool CTradeJournal::IsSpent(const STrade &trade,const long utcMs)
  {
   if(!IsFinal(trade.state.status) || HasDuties(trade) || trade.untold || trade.command.validUntilMs+FL_JOURNAL_KEEP_MS>utcMs)
      return(false);
   return(trade.command.automated==0 || SelectPosition(trade.state.position)==0);
  }

void CTradeJournal::Compact(const long utcMs)
  {
   if(m_file.Records()<m_compactAt)
      return;
   int kept=0;
   int surplus=m_count-FL_JOURNAL_KEPT;
   for(int i=0; i<m_count; i++)
     {
      if(surplus>0 && IsSpent(trades[i],utcMs))
        {
         surplus--;
         continue;
        }
      if(kept!=i)
        {
         trades[kept]=trades[i];
         m_keys[kept]=m_keys[i];
        }
      kept++;
     }
   m_count=kept;
   ArrayResize(trades,m_count,256);
   ArrayResize(m_keys,m_count,256);
   m_file.Rewrite(trades,m_count);
   m_compactAt=m_file.Records()+FL_JOURNAL_RECORDS;
  }

#endif
