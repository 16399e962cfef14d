//+------------------------------------------------------------------+
//| KeyValues.mqh: small files of `key=value` lines                  |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_KEYVALUES_MQH
#define FAIRLEAD_KEYVALUES_MQH

#define FL_MAX_LINES 1024

class CKeyValues
  {
private:
   string            m_keys[];
   string            m_values[];

public:
   void              Clear(void);
   void              Put(const string key,const string value);
   string            Value(const string key) const;
   int               Count(void) const { return(ArraySize(m_keys)); }
   string            KeyAt(const int at) const { return(m_keys[at]); }
   string            ValueAt(const int at) const { return(m_values[at]); }
   bool              Same(const CKeyValues &other) const;
   bool              Read(const string file,const int place);
   bool              Write(const string file,const int place) const;
  };

void CKeyValues::Clear(void)
  {
   ArrayResize(m_keys,0);
   ArrayResize(m_values,0);
  }

void CKeyValues::Put(const string key,const string value)
  {
   int at=ArraySize(m_keys);
   ArrayResize(m_keys,at+1);
   ArrayResize(m_values,at+1);
   m_keys[at]=key;
   m_values[at]=value;
  }

string CKeyValues::Value(const string key) const
  {
   for(int i=0; i<ArraySize(m_keys); i++)
      if(m_keys[i]==key)
         return(m_values[i]);
   return("");
  }

//--- `place` is 0 for MQL5\Files or FILE_COMMON
bool CKeyValues::Read(const string file,const int place)
  {
   Clear();
   int handle=FileOpen(file,FILE_READ|FILE_TXT|FILE_ANSI|FILE_SHARE_READ|FILE_SHARE_WRITE|place,0,CP_UTF8);
   if(handle==INVALID_HANDLE)
      return(false);
   for(int i=0; i<FL_MAX_LINES && !FileIsEnding(handle); i++)
     {
      string line=FileReadString(handle);
      StringTrimRight(line);
      int equals=StringFind(line,"=");
      if(equals>0)
         Put(StringSubstr(line,0,equals),StringSubstr(line,equals+1));
     }
   FileClose(handle);
   return(ArraySize(m_keys)>0);
  }

bool CKeyValues::Same(const CKeyValues &other) const
  {
   if(Count()!=other.Count())
      return(false);
   for(int i=0; i<Count(); i++)
     {
      string line=m_keys[i]+"="+m_values[i];
      StringTrimRight(line);
      if(line!=other.KeyAt(i)+"="+other.ValueAt(i))
         return(false);
     }
   return(true);
  }

//--- Written beside and moved over the old one: a crash leaves the old file or the new one, never half of one. FileFlush
//--- does not say whether the disk was full, so what was written is read back first.
bool CKeyValues::Write(const string file,const int place) const
  {
   string fresh=file+".new";
   int handle=FileOpen(fresh,FILE_WRITE|FILE_TXT|FILE_ANSI|place,0,CP_UTF8);
   if(handle==INVALID_HANDLE)
      return(false);
   bool written=true;
   for(int i=0; i<ArraySize(m_keys); i++)
      written=FileWriteString(handle,m_keys[i]+"="+m_values[i]+"\r\n")>0 && written;
   FileFlush(handle);
   FileClose(handle);
   CKeyValues back;
   return(written && back.Read(fresh,place) && Same(back) && FileMove(fresh,place,file,FILE_REWRITE|place));
  }

#endif
