//+------------------------------------------------------------------+
//| AccountSnapshot.mqh: the account as MT5 shows it                 |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_ACCOUNTSNAPSHOT_MQH
#define FAIRLEAD_ACCOUNTSNAPSHOT_MQH

#include "Session.mqh"

void ReadAccount(FlAccountSnapshot &account)
  {
   ZeroMemory(account);
   account.login=(ulong)AccountInfoInteger(ACCOUNT_LOGIN);
   PutText(account.server,AccountInfoString(ACCOUNT_SERVER));
   account.balance=AccountInfoDouble(ACCOUNT_BALANCE);
   account.credit=AccountInfoDouble(ACCOUNT_CREDIT);
   account.profit=AccountInfoDouble(ACCOUNT_PROFIT);
   account.equity=AccountInfoDouble(ACCOUNT_EQUITY);
   account.margin=AccountInfoDouble(ACCOUNT_MARGIN);
   account.marginFree=AccountInfoDouble(ACCOUNT_MARGIN_FREE);
   account.marginLevel=AccountInfoDouble(ACCOUNT_MARGIN_LEVEL);
   account.leverage=(uint)AccountInfoInteger(ACCOUNT_LEVERAGE);
   account.tradeAllowed=(uchar)(AccountInfoInteger(ACCOUNT_TRADE_ALLOWED)!=0);
   account.expertAllowed=(uchar)(AccountInfoInteger(ACCOUNT_TRADE_EXPERT)!=0);
   account.positions=(uint)PositionsTotal();
   account.orders=(uint)OrdersTotal();
  }

//--- equal but for the time of reading
bool SameAccount(const FlAccountSnapshot &a,const FlAccountSnapshot &b)
  {
   return(a.login==b.login && a.balance==b.balance && a.credit==b.credit && a.equity==b.equity && a.margin==b.margin
          && a.leverage==b.leverage && a.tradeAllowed==b.tradeAllowed && a.expertAllowed==b.expertAllowed
          && a.positions==b.positions && a.orders==b.orders);
  }

bool SendAccount(CChannel &control,FlAccountSnapshot &account)
  {
   account.brokerMs=(long)TimeTradeServer()*1000;
   control.Begin(FL_MSG_ACCOUNT_SNAPSHOT);
   control.Fields(account);
   return(control.Send());
  }

#endif
