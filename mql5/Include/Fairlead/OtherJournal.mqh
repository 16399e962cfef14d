//+------------------------------------------------------------------+
//| OtherJournal.mqh: finds a command in the journal that the other  |
//| role writes. The bridge asks after each command in doubt every   |
//| few seconds, and after an outage hundreds are: what was read of  |
//| the file once is not read again.                                 |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_OTHERJOURNAL_MQH
#define FAIRLEAD_OTHERJOURNAL_MQH

#include "TradeJournalFile.mqh"

class COtherJournal
  {
private:
   string            m_name;
   //--- of each record of the file, in its order; 0 = not whole
   ulong             m_keys[];
   int               m_count;
   //--- checksums of the first and the last record that were read: others, and the file has been written anew
   ulong             m_first;
   ulong             m_last;

   bool              IsSameFile(const int handle,const int total) const;
   void              CatchUp(const int handle,const int total);

public:
                     COtherJournal(void) { m_count=0; m_first=0; m_last=0; }
   void              Open(const string name);
   bool              Find(const uchar &intent[],STrade &trade);
  };

void COtherJournal::Open(const string name)
  {
   m_name=name;
   m_count=0;
   ArrayResize(m_keys,0,1024);
  }

bool COtherJournal::IsSameFile(const int handle,const int total) const
  {
   SJournalRecord record;
   if(m_count==0)
      return(true);
   if(total<m_count || !CTradeJournalFile::ReadAt(handle,0,record) || record.checksum!=m_first)
      return(false);
   return(CTradeJournalFile::ReadAt(handle,m_count-1,record) && record.checksum==m_last);
  }

void COtherJournal::CatchUp(const int handle,const int total)
  {
   if(!IsSameFile(handle,total))
      m_count=0;
   if(m_count>=total || !FileSeek(handle,(long)m_count*(long)sizeof(SJournalRecord),SEEK_SET))
      return;
   SJournalRecord record;
   ArrayResize(m_keys,total,1024);
   while(m_count<total && FileReadStruct(handle,record)==(uint)sizeof(SJournalRecord))
     {
      //--- one that is being written now is read again at the next look
      if(m_count==total-1 && !CTradeJournalFile::IsWhole(record))
         break;
      if(m_count==0)
         m_first=record.checksum;
      m_last=record.checksum;
      m_keys[m_count++]=CTradeJournalFile::IsWhole(record) ? IntentKey(record.command.intent) : 0;
     }
   ArrayResize(m_keys,m_count,1024);
  }

//--- the newest good record of a command, as it is on disk now
bool COtherJournal::Find(const uchar &intent[],STrade &trade)
  {
   int handle=FileOpen(m_name,FILE_READ|FL_JOURNAL_FLAGS);
   if(handle==INVALID_HANDLE)
      return(false);
   CatchUp(handle,(int)(FileSize(handle)/(ulong)sizeof(SJournalRecord)));
   ulong key=IntentKey(intent);
   SJournalRecord record;
   bool found=false;
   for(int i=m_count-1; i>=0 && !found; i--)
      found=(m_keys[i]==key && CTradeJournalFile::ReadAt(handle,i,record) && SameIntent(record.command.intent,intent)
             && CTradeJournalFile::IsWhole(record));
   FileClose(handle);
   if(found)
      CTradeJournalFile::Unpack(record,trade);
   return(found);
  }

#endif
