//+------------------------------------------------------------------+
//| LinkGolden.mq5: proves that MQL5 writes the link's frames byte   |
//| for byte as TypeScript does (test/fixtures/link-golden.generated.json).    |
//| A script: run it on any chart; the last line must say "wrong: 0" |
//+------------------------------------------------------------------+
#property copyright "Fairlead contributors"
#property version   "1.00"
#property description "Checks the link's frames against the golden vectors."

#include <Fairlead\Bytes.mqh>
#include <Fairlead\Link.mqh>

class CGolden
  {
private:
   uchar             m_bytes[FL_MAX_FRAME];
   int               m_size;
public:
                     CGolden(void) { m_size=0; }
   void              Begin(const int type,const uint count,const ulong session,const ulong seq);
   //--- also reads the part back and writes it again: reading must lose nothing
   template<typename T>
   void              Append(const T &part)
     {
      StructToCharArray(part,m_bytes,(uint)m_size);
      T again;
      ZeroMemory(again);
      CharArrayToStruct(again,m_bytes,(uint)m_size);
      StructToCharArray(again,m_bytes,(uint)m_size);
      m_size+=(int)sizeof(T);
     }
   bool              Same(const string name,const string digits) const;
  };

void CGolden::Begin(const int type,const uint count,const ulong session,const ulong seq)
  {
   FlHeader header;
   header.magic=FL_MAGIC;
   header.protocol=FL_PROTOCOL;
   header.type=(uchar)type;
   header.count=count;
   header.session=session;
   header.seq=seq;
   Append(header);
  }

bool CGolden::Same(const string name,const string digits) const
  {
   string mine="";
   for(int i=0; i<m_size; i++)
      mine+=StringFormat("%02x",(int)m_bytes[i]);
   if(mine==digits)
      return(true);
   Print("WRONG ",name,"\n is ",mine,"\n not ",digits);
   return(false);
  }

#include "LinkGoldenVectors.mqh"

void OnStart()
  {
   RunGolden();
  }
