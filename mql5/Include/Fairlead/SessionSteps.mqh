//+------------------------------------------------------------------+
//| SessionSteps.mqh: what a session does as time goes by.           |
//| Part of Session.mqh.                                             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SESSIONSTEPS_MQH
#define FAIRLEAD_SESSIONSTEPS_MQH

bool CSession::Start(const uchar role,const int waitMs,const int answerMs,const int retryMs,const int retryMaxMs,string &problem)
  {
   m_role=role;
   m_hasData=(role!=FL_ROLE_COMMAND_SERVICE);
   m_waitMs=waitMs;
   m_answerMs=MathMax(answerMs,500);
   m_retry.Setup(retryMs,retryMaxMs);
   m_state=FL_STATE_WAITING;
   m_since=0;
   m_heard=0;
   m_number=0;
   m_reason="";
   m_spentCode="";
   ZeroMemory(m_welcome);
   ArrayInitialize(m_nonce,0);
   return(m_library.Open(problem));
  }

//--- the user asked for it: what this terminal knew of its bridge is forgotten
void CSession::PairAgain(void)
  {
   m_identity.DrawKeys();
  }

void CSession::Enter(const ENUM_FL_STATE state,const ulong now)
  {
   m_state=state;
   m_since=now;
   m_said=false;
  }

void CSession::Restart(const string reason,const ulong now)
  {
   control.Close(0);
   data.Close(0);
   m_reason=reason;
   m_retry.Failed(now);
   Enter(FL_STATE_WAITING,now);
  }

//--- the program itself stood still (a blocking call, a sleeping PC): the bridge gets time to be heard
void CSession::Pardon(const ulong now,const int ms)
  {
   ulong most=now-MathMin(now,(ulong)MathMax(0,(int)m_welcome.silenceMs-ms));
   if(m_heard<most)
      m_heard=most;
  }

//--- call after the sockets are drained: silence is judged here
void CSession::Step(const ulong now,const int offsetS)
  {
   switch(m_state)
     {
      case FL_STATE_WAITING:
         if(m_retry.IsDue(now))
            Open(now);
         break;
      case FL_STATE_PAIRING:
         StepPairing(now);
         break;
      case FL_STATE_HELLO:
         if(!m_said)
            m_said=SendHello(control,m_identity,m_role,offsetS,m_library.Version());
         StepHello(now);
         break;
      case FL_STATE_ATTACH:
         if(!m_said)
            m_said=SendAttach(data,m_identity,m_role);
         StepHello(now);
         break;
      case FL_STATE_LIVE:
         if(now-m_heard>m_welcome.silenceMs)
            Restart("Fairlead has not answered for "+IntegerToString((int)m_welcome.silenceMs)+" ms.",now);
         else
            if(control.HasHole() || data.HasHole())
               Restart("A frame from Fairlead was lost.",now);
            else
               if(AccountInfoInteger(ACCOUNT_LOGIN)!=m_login || AccountInfoString(ACCOUNT_SERVER)!=m_server)
                 {
                  Leave(FL_BYE_REASON_ACCOUNT);
                  Restart("MT5 is logged in to another account now.",now);
                 }
         break;
     }
  }

void CSession::StepHello(const ulong now)
  {
   if(now-m_since>(ulong)m_answerMs)
      Restart("Fairlead does not answer. Is it running?",now);
  }

void CSession::StepPairing(const ulong now)
  {
   if(now-m_heard>FL_PAIR_SILENCE_MS || !m_pairing.IsOpen())
     {
      Restart("Pairing has ended. Click Pair in Fairlead to open it again.",now);
      return;
     }
   if(now>=m_askAt && SendPairRequest(control,m_identity,m_pairing.Code()))
      m_askAt=now+FL_PAIR_EVERY_MS;
  }

//--- the files are read anew for each connection: ports change with the bridge, keys with a rotation
void CSession::Open(const ulong now)
  {
   m_retry.At(now+FL_LOOK_AGAIN_MS);
   m_login=AccountInfoInteger(ACCOUNT_LOGIN);
   m_server=AccountInfoString(ACCOUNT_SERVER);
   if(m_login==0)
     {
      m_reason="Waiting for MT5 to log in to an account.";
      return;
     }
   if(!m_pairing.Read())
     {
      m_reason="Start Fairlead on this PC.";
      return;
     }
   m_identity.Load();
   bool repair=m_identity.IsPaired() && m_retry.Tries()>=FL_TRIES_TO_REPAIR && m_role==FL_ROLE_EA
               && m_pairing.IsOpen() && m_pairing.Code()!=m_spentCode && m_pairing.ServerKey()==m_identity.ServerKey();
   if(!m_identity.IsPaired() || repair)
     {
      OpenPairing(now);
      return;
     }
   if(m_identity.ServerKey()!=m_pairing.ServerKey())
     {
      m_reason="Fairlead shows another key than it was paired with. If you installed it anew, set InpPairAgain to true once.";
      return;
     }
   m_number=RandomNumber();
   if(m_number==0 || !OpenSocket(control,m_pairing.Control(),m_identity.ServerKey()))
     {
      Restart("libzmq could not connect.",now);
      return;
     }
   m_heard=now;
   Enter(FL_STATE_HELLO,now);
  }

bool CSession::OpenSocket(CChannel &channel,const string endpoint,const string serverKey)
  {
   SCurveKeys keys;
   m_identity.Keys(serverKey,keys);
   return(channel.Open(m_library.Context(),endpoint,keys,m_waitMs,m_number));
  }

//--- only the EA pairs: its chart is where the user looks, and one request is enough for a terminal
void CSession::OpenPairing(const ulong now)
  {
   if(m_role!=FL_ROLE_EA)
     {
      m_reason="Put the Fairlead EA on a chart and pair it first.";
      return;
     }
   if(!m_pairing.IsOpen() || m_pairing.Code()==m_spentCode)
     {
      m_reason="This terminal is not paired. Click Pair in Fairlead.";
      return;
     }
   if((!m_identity.HasKeys() || m_identity.IsPaired()) && !m_identity.DrawKeys())
     {
      m_reason="MQL5\\Files cannot be written, so the keys cannot be kept.";
      return;
     }
   m_number=RandomNumber();
   if(m_number==0 || !OpenSocket(control,m_pairing.Control(),m_pairing.ServerKey()))
     {
      Restart("libzmq could not connect.",now);
      return;
     }
   m_heard=now;
   m_askAt=now;
   m_reason="Confirm this terminal in Fairlead.";
   Enter(FL_STATE_PAIRING,now);
  }

#endif
