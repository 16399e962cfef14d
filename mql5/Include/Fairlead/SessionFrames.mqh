//+------------------------------------------------------------------+
//| SessionFrames.mqh: what a session does with the bridge's frames. |
//| Part of Session.mqh.                                             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SESSIONFRAMES_MQH
#define FAIRLEAD_SESSIONFRAMES_MQH

//--- True: a frame for the modules lies in `control`; the session's own are dealt with here. Between Welcome and Attached
//--- the bridge may ask already: its two sockets know no common order.
bool CSession::NextControl(const ulong now,const bool wait)
  {
   while(control.IsOpen() && control.Receive(wait))
     {
      m_heard=now;
      if(!Handle(control,now))
         return(IsOpen());
     }
   return(false);
  }

bool CSession::NextData(const ulong now,const bool wait)
  {
   while(data.IsOpen() && data.Receive(wait))
     {
      m_heard=now;
      if(!Handle(data,now))
         return(IsLive());
     }
   return(false);
  }

//--- true: the frame was the session's own
bool CSession::Handle(CChannel &channel,const ulong now)
  {
   switch(channel.Type())
     {
      case FL_MSG_PAIR_REPLY:
         if(m_state==FL_STATE_PAIRING && channel.Fits(FL_BYTES_PAIR_REPLY,0))
            TakePairReply(now);
         return(true);
      case FL_MSG_WELCOME:
         if(m_state==FL_STATE_HELLO && channel.Fits(FL_BYTES_WELCOME,0))
            TakeWelcome(now);
         return(true);
      case FL_MSG_ATTACHED:
         if(m_state==FL_STATE_ATTACH && channel.Fits(FL_BYTES_ATTACHED,0))
           {
            m_retry.Reset();
            m_reason="";
            Enter(FL_STATE_LIVE,now);
           }
         return(true);
      case FL_MSG_REFUSED:
         if(channel.Fits(FL_BYTES_REFUSED,0))
            TakeRefused(channel,now);
         return(true);
      case FL_MSG_BRIDGE_BYE:
         Restart("Fairlead has closed.",now);
         return(true);
      case FL_MSG_ROTATE_KEY:
         if(m_role==FL_ROLE_EA && IsOpen() && channel.Fits(FL_BYTES_ROTATE_KEY,0))
            TakeRotateKey(now);
         return(true);
      case FL_MSG_NEW_KEY_KEPT:
         if(m_role==FL_ROLE_EA && IsOpen() && channel.Fits(FL_BYTES_NEW_KEY_KEPT,0))
            TakeNewKeyKept(now);
         return(true);
     }
   return(false);
  }

void CSession::TakePairReply(const ulong now)
  {
   FlPairReply reply;
   control.ReadFields(reply);
   if(reply.status==FL_PAIR_STATUS_CONFIRMED)
     {
      bool kept=m_identity.Pair(m_pairing.ServerKey(),reply.terminal,reply.secret);
      Restart(kept ? "Paired." : "MQL5\\Files cannot be written, so the pairing cannot be kept.",now);
      if(kept)
        {
         m_retry.Reset();
         m_retry.At(now);
        }
      return;
     }
   if(reply.status==FL_PAIR_STATUS_REFUSED)
     {
      m_spentCode=m_pairing.Code();
      Restart("Fairlead refused the pairing: "+GetText(reply.message),now);
     }
  }

void CSession::TakeWelcome(const ulong now)
  {
   control.ReadFields(m_welcome);
   //--- no wild number of the bridge may stop the heart or the window
   m_welcome.heartbeatMs=(uint)MathMin(MathMax((long)m_welcome.heartbeatMs,50),60000);
   m_welcome.silenceMs=(uint)MathMax((long)m_welcome.silenceMs,2*(long)m_welcome.heartbeatMs);
   m_welcome.maxUnackedFrames=(ushort)MathMax((int)m_welcome.maxUnackedFrames,1);
   if(!m_hasData)
     {
      m_retry.Reset();
      m_reason="";
      Enter(FL_STATE_LIVE,now);
      return;
     }
   if(!OpenSocket(data,m_pairing.Data(),m_identity.ServerKey()))
     {
      Restart("libzmq could not connect.",now);
      return;
     }
   Enter(FL_STATE_ATTACH,now);
  }

//--- Whatever the reason, the frame's effect is missing: the session starts again, at once only where a new Hello heals it.
void CSession::TakeRefused(CChannel &channel,const ulong now)
  {
   FlRefused refused;
   channel.ReadFields(refused);
   bool healed=(refused.reason==FL_REFUSAL_CODE_HELLO_REQUIRED || refused.reason==FL_REFUSAL_CODE_WRONG_SESSION);
   bool again=healed && m_state==FL_STATE_LIVE && now-m_since>FL_STEADY_MS;
   if(m_state==FL_STATE_PAIRING)
      m_spentCode=m_pairing.Code();
   string words=GetText(refused.message);
   Restart(words=="" ? "Fairlead refused this program (reason "+IntegerToString((int)refused.reason)+")." : words,now);
   if(again)
      m_retry.At(now);
  }

//--- the new pair is on disk before the bridge hears of it: whichever side dies, one pair that both know remains
void CSession::TakeRotateKey(const ulong now)
  {
   FlRotateKey rotate;
   control.ReadFields(rotate);
   CopyField(m_nonce,rotate.nonce);
   if(!m_identity.DrawNextKeys())
     {
      Notice(FL_SEVERITY_ERROR,"KEYS_NOT_KEPT","MQL5\\Files cannot be written, so the keys stay as they are.");
      return;
     }
   FlNewKey answer;
   ZeroMemory(answer);
   CopyField(answer.nonce,rotate.nonce);
   PutText(answer.publicKey,m_identity.NextPublicKey());
   control.Begin(FL_MSG_NEW_KEY);
   control.Fields(answer);
   if(!control.Send())
      Restart("The connection to Fairlead was lost.",now);
  }

void CSession::TakeNewKeyKept(const ulong now)
  {
   FlNewKeyKept kept;
   control.ReadFields(kept);
   if(ArrayCompare(kept.nonce,m_nonce)!=0 || !m_identity.TakeNextKeys(kept.secret))
      return;
   Leave(FL_BYE_REASON_OTHER);
   Restart("Keys changed.",now);
   m_retry.Reset();
   m_retry.At(now);
  }

bool CSession::Notice(const uchar severity,const string code,const string text)
  {
   if(!IsOpen())
      return(false);
   FlNotice notice;
   ZeroMemory(notice);
   notice.severity=severity;
   PutText(notice.noticeCode,code);
   PutText(notice.message,text);
   control.Begin(FL_MSG_NOTICE);
   control.Fields(notice);
   return(control.Send());
  }

//--- goes in order: says Bye and gives it a moment to leave
void CSession::Leave(const uchar reason)
  {
   int linger=0;
   if(m_state==FL_STATE_LIVE || m_state==FL_STATE_ATTACH)
     {
      FlBye bye;
      bye.reason=reason;
      control.Begin(FL_MSG_BYE);
      control.Fields(bye);
      if(control.Send())
         linger=FL_BYE_LINGER_MS;
     }
   control.Close(linger);
   data.Close(0);
  }

//--- the program ends; returns within FL_BYE_LINGER_MS
void CSession::Stop(const uchar reason)
  {
   Leave(reason);
   m_library.Close();
   m_state=FL_STATE_WAITING;
  }

#endif
