//+------------------------------------------------------------------+
//| HandshakeFrames.mqh: what a program says of itself               |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_HANDSHAKEFRAMES_MQH
#define FAIRLEAD_HANDSHAKEFRAMES_MQH

#include "AccountCodes.mqh"
#include "Bytes.mqh"
#include "Channel.mqh"
#include "Identity.mqh"

#define FL_PROGRAM_VERSION "0.1.0"

bool SendPairRequest(CChannel &control,const CIdentity &identity,const string code)
  {
   FlPairRequest ask;
   ZeroMemory(ask);
   PutText(ask.pairingCode,code);
   PutText(ask.publicKey,identity.PublicKey());
   ask.login=(ulong)AccountInfoInteger(ACCOUNT_LOGIN);
   PutText(ask.server,AccountInfoString(ACCOUNT_SERVER));
   PutText(ask.company,AccountInfoString(ACCOUNT_COMPANY));
   PutText(ask.accountName,AccountInfoString(ACCOUNT_NAME));
   PutText(ask.currency,AccountInfoString(ACCOUNT_CURRENCY));
   ask.tradeMode=TradeModeCode();
   ask.terminalBuild=(uint)TerminalInfoInteger(TERMINAL_BUILD);
   PutText(ask.programVersion,FL_PROGRAM_VERSION);
   ask.protocol=FL_PROTOCOL;
   control.Begin(FL_MSG_PAIR_REQUEST);
   control.Fields(ask);
   return(control.Send());
  }

bool SendHello(CChannel &control,const CIdentity &identity,const uchar role,const int offsetS,const string libzmq)
  {
   FlHello hello;
   ZeroMemory(hello);
   identity.Terminal(hello.terminal);
   identity.Secret(hello.secret);
   hello.role=role;
   hello.protocolMin=FL_PROTOCOL_MIN;
   hello.protocolMax=FL_PROTOCOL;
   hello.login=(ulong)AccountInfoInteger(ACCOUNT_LOGIN);
   PutText(hello.server,AccountInfoString(ACCOUNT_SERVER));
   PutText(hello.company,AccountInfoString(ACCOUNT_COMPANY));
   PutText(hello.accountName,AccountInfoString(ACCOUNT_NAME));
   PutText(hello.currency,AccountInfoString(ACCOUNT_CURRENCY));
   hello.currencyDigits=(uchar)AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS);
   hello.marginMode=MarginModeCode();
   hello.tradeMode=TradeModeCode();
   hello.leverage=(uint)AccountInfoInteger(ACCOUNT_LEVERAGE);
   hello.utcOffsetS=offsetS;
   hello.terminalBuild=(uint)TerminalInfoInteger(TERMINAL_BUILD);
   PutText(hello.programVersion,FL_PROGRAM_VERSION);
   PutText(hello.libzmqVersion,libzmq);
   hello.algoTradingAllowed=(uchar)AlgoTradingAllowed();
   hello.brokerConnected=(uchar)BrokerConnected();
   control.Begin(FL_MSG_HELLO);
   control.Fields(hello);
   return(control.Send());
  }

bool SendAttach(CChannel &data,const CIdentity &identity,const uchar role)
  {
   FlAttach attach;
   ZeroMemory(attach);
   identity.Terminal(attach.terminal);
   identity.Secret(attach.secret);
   attach.role=role;
   data.Begin(FL_MSG_ATTACH);
   data.Fields(attach);
   return(data.Send());
  }

#endif
