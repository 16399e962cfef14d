//+------------------------------------------------------------------+
//| PairingFile.mqh: where the bridge is, as it says in FILE_COMMON. |
//| Any MQL program may write there, so nothing in it is believed    |
//| that could do harm: loopback addresses only, and a paired        |
//| terminal keeps to the server key it was paired with.             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_PAIRINGFILE_MQH
#define FAIRLEAD_PAIRINGFILE_MQH

#include "Curve.mqh"
#include "KeyValues.mqh"

#define FL_PAIRING_FILE "Fairlead\\pairing.txt"
#define FL_LOOPBACK     "tcp://127.0.0.1:"

class CPairingFile
  {
private:
   string            m_control;
   string            m_data;
   string            m_serverKey;
   string            m_code;
   long              m_expires;

   static bool       IsLoopback(const string endpoint);

public:
                     CPairingFile(void) { m_expires=0; }
   bool              Read(void);
   string            Control(void) const { return(m_control); }
   string            Data(void) const { return(m_data); }
   string            ServerKey(void) const { return(m_serverKey); }
   string            Code(void) const { return(m_code); }
   //--- pairing is open: there is a code and it has not run out
   bool              IsOpen(void) const { return(m_code!="" && (long)TimeGMT()<m_expires); }
  };

bool CPairingFile::Read(void)
  {
   CKeyValues file;
   if(!file.Read(FL_PAIRING_FILE,FILE_COMMON))
      return(false);
   m_control=file.Value("control");
   m_data=file.Value("data");
   m_serverKey=file.Value("server-key");
   m_code=file.Value("code");
   m_expires=StringToInteger(file.Value("expires"));
   return(IsLoopback(m_control) && IsLoopback(m_data) && IsZ85Key(m_serverKey));
  }

bool CPairingFile::IsLoopback(const string endpoint)
  {
   int prefix=StringLen(FL_LOOPBACK);
   if(StringSubstr(endpoint,0,prefix)!=FL_LOOPBACK)
      return(false);
   int digits=StringLen(endpoint)-prefix;
   if(digits<1 || digits>5)
      return(false);
   for(int i=0; i<digits; i++)
     {
      int c=(int)StringGetCharacter(endpoint,prefix+i);
      if(c<'0' || c>'9')
         return(false);
     }
   long port=StringToInteger(StringSubstr(endpoint,prefix));
   return(port>0 && port<65536);
  }

#endif
