//+------------------------------------------------------------------+
//| Session.mqh: one role's connection to the bridge, from pairing   |
//| to live and back. A session is a random number drawn for each    |
//| connection; nothing of an old one counts in a new one.           |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SESSION_MQH
#define FAIRLEAD_SESSION_MQH

#include "BrokerClock.mqh"
#include "HandshakeFrames.mqh"
#include "PairingFile.mqh"
#include "Retry.mqh"
#include "ZmqLibrary.mqh"

enum ENUM_FL_STATE
  {
   FL_STATE_WAITING,    // nothing to connect to yet, or backing off
   FL_STATE_PAIRING,    // the user has to confirm this terminal in Fairlead
   FL_STATE_HELLO,      // waiting for Welcome
   FL_STATE_ATTACH,     // waiting for Attached
   FL_STATE_LIVE
  };

#define FL_PAIR_EVERY_MS    1000
#define FL_PAIR_SILENCE_MS  15000
#define FL_LOOK_AGAIN_MS    1000
//--- time for the last frame to leave when a program goes in order
#define FL_BYE_LINGER_MS    200
//--- a session that lived this long may be opened again at once; a younger one backs off
#define FL_STEADY_MS        2000
//--- Hellos without an answer after which an open pairing is taken: Fairlead may have removed this terminal
#define FL_TRIES_TO_REPAIR  3

class CSession
  {
private:
   uchar             m_role;
   bool              m_hasData;
   int               m_waitMs;
   int               m_answerMs;
   CZmqLibrary       m_library;
   CPairingFile      m_pairing;
   CIdentity         m_identity;
   CRetry            m_retry;
   ENUM_FL_STATE     m_state;
   ulong             m_since;
   ulong             m_heard;
   ulong             m_askAt;
   bool              m_said;
   ulong             m_number;
   long              m_login;
   string            m_server;
   string            m_reason;
   string            m_spentCode;
   FlWelcome         m_welcome;
   uchar             m_nonce[16];

   void              Enter(const ENUM_FL_STATE state,const ulong now);
   void              Open(const ulong now);
   bool              OpenSocket(CChannel &channel,const string endpoint,const string serverKey);
   void              OpenPairing(const ulong now);
   void              StepHello(const ulong now);
   void              StepPairing(const ulong now);
   void              TakePairReply(const ulong now);
   void              TakeWelcome(const ulong now);
   void              TakeRefused(CChannel &channel,const ulong now);
   void              TakeRotateKey(const ulong now);
   void              TakeNewKeyKept(const ulong now);
   bool              Handle(CChannel &channel,const ulong now);

public:
   CChannel          control;
   CChannel          data;

   bool              Start(const uchar role,const int waitMs,const int answerMs,const int retryMs,const int retryMaxMs,string &problem);
   void              PairAgain(void);
   void              Step(const ulong now,const int offsetS);
   bool              NextControl(const ulong now,const bool wait);
   bool              NextData(const ulong now,const bool wait);
   void              Leave(const uchar reason);
   void              Stop(const uchar reason);

   void              Restart(const string reason,const ulong now);
   void              Pardon(const ulong now,const int ms);
   bool              IsLive(void) const { return(m_state==FL_STATE_LIVE); }
   //--- welcomed: the bridge's requests count
   bool              IsOpen(void) const { return(m_state==FL_STATE_LIVE || m_state==FL_STATE_ATTACH); }
   ENUM_FL_STATE     State(void) const { return(m_state); }
   string            Reason(void) const { return(m_reason); }
   int               Tries(void) const { return(m_retry.Tries()); }
   ulong             Number(void) const { return(m_number); }
   bool              ReduceOnly(void) const { return(m_welcome.reduceOnly!=0); }
   ulong             BridgeEpoch(void) const { return(m_welcome.bridgeEpoch); }
   int               HeartbeatMs(void) const { return((int)m_welcome.heartbeatMs); }
   int               MaxUnacked(void) const { return((int)m_welcome.maxUnackedFrames); }
   bool              Notice(const uchar severity,const string code,const string text);
  };

#include "SessionSteps.mqh"
#include "SessionFrames.mqh"

#endif
