//+------------------------------------------------------------------+
//| TradeJournalFile.mqh: the journal's records on disk. Each record |
//| is whole or ignored: fixed size, a mark and a checksum. A torn   |
//| tail is written over by the next record.                         |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TRADEJOURNALFILE_MQH
#define FAIRLEAD_TRADEJOURNALFILE_MQH

#include "Trade.mqh"

#define FL_JOURNAL_MARK    0x314A4C46
#define FL_JOURNAL_VERSION 2
#define FL_JOURNAL_FLAGS   (FILE_BIN|FILE_SHARE_READ|FILE_SHARE_WRITE)

struct SJournalRecord pack(1)
  {
   uint              mark;
   uint              version;
   FlTradeCommand    command;
   FlTradeState      state;
   long              calledMs;
   long              filledMs;
   uchar             dutiesDone;
   uchar             pad[15];
   ulong             checksum;
  };

//--- FNV-1a 64 over everything before the checksum
ulong RecordChecksum(const SJournalRecord &record)
  {
   uchar bytes[];
   StructToCharArray(record,bytes,0);
   int covered=ArraySize(bytes)-8;
   ulong hash=0xCBF29CE484222325;
   for(int i=0; i<covered; i++)
     {
      hash^=(ulong)bytes[i];
      hash*=0x100000001B3;
     }
   return(hash);
  }

class CTradeJournalFile
  {
private:
   string            m_name;
   int               m_handle;
   int               m_records;

   static void       Pack(const STrade &trade,SJournalRecord &record);

public:
                     CTradeJournalFile(void) { m_handle=INVALID_HANDLE; m_records=0; }
                    ~CTradeJournalFile(void) { Close(); }
   static string     NameFor(const long login,const string server,const uchar role);
   bool              Open(const string name);
   void              Close(void);
   bool              IsOpen(void) const { return(m_handle!=INVALID_HANDLE); }
   int               Records(void) const { return(m_records); }
   bool              Append(const STrade &trade);
   bool              Rewrite(const STrade &trades[],const int count);
   static int        Read(const string name,STrade &trades[]);
   static bool       ReadAt(const int handle,const int index,SJournalRecord &record);
   static void       Unpack(const SJournalRecord &record,STrade &trade);
   static bool       IsWhole(const SJournalRecord &record);
  };

string CTradeJournalFile::NameFor(const long login,const string server,const uchar role)
  {
   ulong hash=0xCBF29CE484222325;
   for(int i=0; i<StringLen(server); i++)
     {
      hash^=(ulong)StringGetCharacter(server,i);
      hash*=0x100000001B3;
     }
   return("Fairlead\\trades-"+IntegerToString(login)+"-"+StringFormat("%08x",(uint)(hash&0xFFFFFFFF))
          +(role==FL_ROLE_EA ? "-ea.bin" : "-service.bin"));
  }

void CTradeJournalFile::Pack(const STrade &trade,SJournalRecord &record)
  {
   ZeroMemory(record);
   record.mark=FL_JOURNAL_MARK;
   record.version=FL_JOURNAL_VERSION;
   record.command=trade.command;
   record.state=trade.state;
   record.calledMs=trade.calledMs;
   record.filledMs=trade.filledMs;
   record.dutiesDone=trade.dutiesDone;
   record.checksum=RecordChecksum(record);
  }

void CTradeJournalFile::Unpack(const SJournalRecord &record,STrade &trade)
  {
   ZeroMemory(trade);
   trade.command=record.command;
   trade.state=record.state;
   trade.calledMs=record.calledMs;
   trade.filledMs=record.filledMs;
   trade.dutiesDone=record.dutiesDone;
  }

//--- the next record goes behind the last whole one
bool CTradeJournalFile::Open(const string name)
  {
   Close();
   m_name=name;
   m_handle=FileOpen(name,FILE_READ|FILE_WRITE|FL_JOURNAL_FLAGS);
   if(m_handle==INVALID_HANDLE)
      return(false);
   m_records=(int)(FileSize(m_handle)/(ulong)sizeof(SJournalRecord));
   if(FileSeek(m_handle,(long)m_records*(long)sizeof(SJournalRecord),SEEK_SET))
      return(true);
   Close();
   return(false);
  }

void CTradeJournalFile::Close(void)
  {
   if(m_handle!=INVALID_HANDLE)
      FileClose(m_handle);
   m_handle=INVALID_HANDLE;
  }

//--- Handed to the system when it returns true. FileFlush does not say whether the disk was full: the file's size does. A
//--- record that could not be written whole leaves no gap: the file is opened anew, and the next one starts where it started.
bool CTradeJournalFile::Append(const STrade &trade)
  {
   if(m_handle==INVALID_HANDLE && !Open(m_name))
      return(false);
   SJournalRecord record;
   Pack(trade,record);
   bool written=FileWriteStruct(m_handle,record)==(uint)sizeof(SJournalRecord);
   FileFlush(m_handle);
   if(!written || FileSize(m_handle)<(ulong)(m_records+1)*(ulong)sizeof(SJournalRecord))
     {
      Close();
      return(false);
     }
   m_records++;
   return(true);
  }

//--- Written beside, read back, and moved over the old one; on failure the old one goes on.
bool CTradeJournalFile::Rewrite(const STrade &trades[],const int count)
  {
   string name=m_name;
   string fresh=name+".new";
   int handle=FileOpen(fresh,FILE_WRITE|FILE_BIN);
   bool written=(handle!=INVALID_HANDLE);
   SJournalRecord record;
   for(int i=0; i<count && written; i++)
     {
      Pack(trades[i],record);
      written=FileWriteStruct(handle,record)==(uint)sizeof(SJournalRecord);
     }
   if(handle!=INVALID_HANDLE)
     {
      FileFlush(handle);
      FileClose(handle);
     }
   STrade back[];
   if(!written || Read(fresh,back)!=count)
      return(false);
   Close();
   bool moved=FileMove(fresh,0,name,FILE_REWRITE);
   return(Open(name) && moved);
  }

bool CTradeJournalFile::IsWhole(const SJournalRecord &record)
  {
   return(record.mark==FL_JOURNAL_MARK && record.version==FL_JOURNAL_VERSION && record.checksum==RecordChecksum(record));
  }

bool CTradeJournalFile::ReadAt(const int handle,const int index,SJournalRecord &record)
  {
   return(FileSeek(handle,(long)index*(long)sizeof(SJournalRecord),SEEK_SET) && FileReadStruct(handle,record)==(uint)sizeof(SJournalRecord));
  }

//--- every good record of a journal in the order in which it was written; returns how many
int CTradeJournalFile::Read(const string name,STrade &trades[])
  {
   int used=0;
   ArrayResize(trades,0,1024);
   int handle=FileOpen(name,FILE_READ|FL_JOURNAL_FLAGS);
   if(handle==INVALID_HANDLE)
      return(0);
   SJournalRecord record;
   while(FileReadStruct(handle,record)==(uint)sizeof(SJournalRecord))
     {
      if(!IsWhole(record))
         continue;
      ArrayResize(trades,used+1,1024);
      Unpack(record,trades[used]);
      used++;
     }
   FileClose(handle);
   return(used);
  }

#endif
