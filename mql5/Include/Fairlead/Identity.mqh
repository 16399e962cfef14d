//+------------------------------------------------------------------+
//| Identity.mqh: who this terminal is to the bridge. Kept in the    |
//| terminal's own MQL5\Files, where its other programs read it too. |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_IDENTITY_MQH
#define FAIRLEAD_IDENTITY_MQH

#include "Bytes.mqh"
#include "Curve.mqh"
#include "KeyValues.mqh"
#include "ZmqSocket.mqh"

#define FL_IDENTITY_FILE "Fairlead\\identity.txt"
#define FL_TERMINAL_SIZE 16
#define FL_SECRET_SIZE   32

class CIdentity
  {
private:
   string            m_serverKey;
   string            m_publicKey;
   string            m_secretKey;
   string            m_terminal;
   string            m_secret;
   //--- drawn for a rotation and not yet confirmed; kept so that a crash in between loses neither pair
   string            m_nextPublicKey;
   string            m_nextSecretKey;

   bool              Save(void) const;

public:
   void              Forget(void);
   bool              Load(void);
   bool              IsPaired(void) const { return(m_terminal!=""); }
   bool              HasKeys(void) const { return(m_publicKey!=""); }
   string            ServerKey(void) const { return(m_serverKey); }
   string            PublicKey(void) const { return(m_publicKey); }
   string            NextPublicKey(void) const { return(m_nextPublicKey); }
   void              Keys(const string serverKey,SCurveKeys &keys) const;
   bool              Terminal(uchar &field[]) const { return(PutHex(field,m_terminal)); }
   bool              Secret(uchar &field[]) const { return(PutHex(field,m_secret)); }

   bool              DrawKeys(void);
   bool              Pair(const string serverKey,const uchar &terminal[],const uchar &secret[]);
   bool              DrawNextKeys(void);
   bool              TakeNextKeys(const uchar &secret[]);
  };

void CIdentity::Forget(void)
  {
   m_serverKey="";
   m_publicKey="";
   m_secretKey="";
   m_terminal="";
   m_secret="";
   m_nextPublicKey="";
   m_nextSecretKey="";
  }

//--- false: there is none yet, or it is damaged and this terminal must be paired again
bool CIdentity::Load(void)
  {
   Forget();
   CKeyValues file;
   if(!file.Read(FL_IDENTITY_FILE,0))
      return(false);
   m_serverKey=file.Value("server-key");
   m_publicKey=file.Value("public-key");
   m_secretKey=file.Value("secret-key");
   m_terminal=file.Value("terminal");
   m_secret=file.Value("secret");
   m_nextPublicKey=file.Value("next-public-key");
   m_nextSecretKey=file.Value("next-secret-key");
   uchar terminal[FL_TERMINAL_SIZE],secret[FL_SECRET_SIZE];
   bool keys=IsZ85Key(m_publicKey) && IsZ85Key(m_secretKey);
   bool pairing=!IsPaired() || (IsZ85Key(m_serverKey) && Terminal(terminal) && Secret(secret));
   if(!keys || !pairing)
      Forget();
   return(keys && pairing);
  }

bool CIdentity::Save(void) const
  {
   CKeyValues file;
   file.Put("server-key",m_serverKey);
   file.Put("public-key",m_publicKey);
   file.Put("secret-key",m_secretKey);
   file.Put("terminal",m_terminal);
   file.Put("secret",m_secret);
   file.Put("next-public-key",m_nextPublicKey);
   file.Put("next-secret-key",m_nextSecretKey);
   return(file.Write(FL_IDENTITY_FILE,0));
  }

void CIdentity::Keys(const string serverKey,SCurveKeys &keys) const
  {
   keys.serverKey=serverKey;
   keys.publicKey=m_publicKey;
   keys.secretKey=m_secretKey;
  }

//--- a terminal that is not paired yet (or no longer) shows itself with fresh keys
bool CIdentity::DrawKeys(void)
  {
   Forget();
   return(NewKeyPair(m_publicKey,m_secretKey) && Save());
  }

bool CIdentity::Pair(const string serverKey,const uchar &terminal[],const uchar &secret[])
  {
   m_serverKey=serverKey;
   m_terminal=GetHex(terminal);
   m_secret=GetHex(secret);
   return(Save());
  }

bool CIdentity::DrawNextKeys(void)
  {
   return(NewKeyPair(m_nextPublicKey,m_nextSecretKey) && Save());
  }

bool CIdentity::TakeNextKeys(const uchar &secret[])
  {
   if(m_nextPublicKey=="")
      return(false);
   m_publicKey=m_nextPublicKey;
   m_secretKey=m_nextSecretKey;
   m_secret=GetHex(secret);
   m_nextPublicKey="";
   m_nextSecretKey="";
   return(Save());
  }

#endif
