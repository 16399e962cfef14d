//+------------------------------------------------------------------+
//| What Fairlead assumes of the trade functions, as far as it can   |
//| be asked without trading. The following can not; watch for it on |
//| a demo account:                                                  |
//|                                                                  |
//|  1 A request comes back in TRADE_TRANSACTION_REQUEST with its    |
//|    magic, also for SLTP, MODIFY and REMOVE, and MT5 tells every  |
//|    EA of the terminal, also of a service's requests.             |
//|  2 An order has the magic of its request, a deal that of its     |
//|    order, and a closing by stop loss, target or stop-out is      |
//|    told apart by its reason.                                     |
//|  3 An order is in the list of open orders or in history once the |
//|    server has taken it, and stays findable by HistoryOrderSelect.|
//|  4 ORDER_POSITION_ID of a filled order names its position, and   |
//|    HistorySelectByPosition then selects its deals.               |
//|  5 A netting account refuses a deal that names a position which  |
//|    is gone.                                                      |
//|  6 TERMINAL_CONNECTED is false soon after the broker is lost.    |
//+------------------------------------------------------------------+
void CheckTradeNames()
  {
   Check("retcodes have their documented numbers",TRADE_RETCODE_REQUOTE==10004 && TRADE_RETCODE_PLACED==10008 && TRADE_RETCODE_DONE==10009
         && TRADE_RETCODE_DONE_PARTIAL==10010 && TRADE_RETCODE_TIMEOUT==10012 && TRADE_RETCODE_CONNECTION==10031
         && TRADE_RETCODE_HEDGE_PROHIBITED==10046);
   Check("filling flags",SYMBOL_FILLING_FOK==1 && SYMBOL_FILLING_IOC==2);
   Check("expiration flags",SYMBOL_EXPIRATION_GTC==1 && SYMBOL_EXPIRATION_DAY==2 && SYMBOL_EXPIRATION_SPECIFIED==4
         && SYMBOL_EXPIRATION_SPECIFIED_DAY==8);
   Check("order mode flags",SYMBOL_ORDER_MARKET==1 && SYMBOL_ORDER_LIMIT==2 && SYMBOL_ORDER_STOP==4 && SYMBOL_ORDER_STOP_LIMIT==8
         && SYMBOL_ORDER_SL==16 && SYMBOL_ORDER_TP==32 && SYMBOL_ORDER_CLOSEBY==64);
   MqlTradeRequest request={};
   request.magic=0x78E8003800000001;
   Check("a magic of 63 bits survives the request",request.magic>>51==0xF1D);
  }

void CheckTradeState()
  {
   ResetLastError();
   Check("a position that does not exist cannot be selected",!PositionSelectByTicket(1) && GetLastError()!=0);
   Check("an order that does not exist cannot be selected",!OrderSelect(1));
   Check("an index past the end gives ticket 0",PositionGetTicket(PositionsTotal())==0 && OrderGetTicket(OrdersTotal())==0);
   Check("HistorySelect takes a window that ends in the future",HistorySelect(0,TimeTradeServer()+86400));
   int deals=HistoryDealsTotal();
   Check("a window before the first deal is empty",HistorySelect(1,2) && HistoryDealsTotal()==0 && HistoryOrdersTotal()==0);
   Check("and the whole history comes back",HistorySelect(0,TimeTradeServer()+86400) && HistoryDealsTotal()==deals);
   if(deals>0)
     {
      ulong deal=HistoryDealGetTicket(deals-1);
      Check("a deal has a time in both units",HistoryDealGetInteger(deal,DEAL_TIME_MSC)/1000==HistoryDealGetInteger(deal,DEAL_TIME));
      Check("HistoryDealSelect replaces the list by one",HistoryDealSelect(deal) && HistoryDealsTotal()==1);
     }
   Check("selecting a history order that does not exist fails",!HistoryOrderSelect(1));
  }

void CheckTradeFiles()
  {
   string name="Fidelity\\journal.bin";
   FileDelete(name);
   int one=FileOpen(name,FILE_READ|FILE_WRITE|FILE_BIN|FILE_SHARE_READ|FILE_SHARE_WRITE);
   FidelityPacked record={5,1.25,6};
   Check("a shared file takes structures",one!=INVALID_HANDLE && FileWriteStruct(one,record)==(uint)sizeof(FidelityPacked));
   FileFlush(one);
   int two=FileOpen(name,FILE_READ|FILE_BIN|FILE_SHARE_READ|FILE_SHARE_WRITE);
   FidelityPacked back;
   Check("flushed records are seen by another reader",two!=INVALID_HANDLE && FileReadStruct(two,back)==(uint)sizeof(FidelityPacked) && back.price==1.25);
   FileClose(two);
   Check("a record is written over from its start",FileSeek(one,0,SEEK_SET) && FileWriteStruct(one,record)==(uint)sizeof(FidelityPacked)
         && FileSize(one)==(ulong)sizeof(FidelityPacked));
   FileClose(one);
   FileDelete(name);
  }

void CheckSharedVariables()
  {
   string name="FairleadFidelity.fence";
   double fence=(double)((ulong)5<<20)+3;
   GlobalVariableSet(name,fence);
   Check("a global variable keeps whole numbers below 2^53",(ulong)GlobalVariableGet(name)==((ulong)5<<20)+3);
   Check("and only the one who saw the old value sets a new one",!GlobalVariableSetOnCondition(name,1,fence+1) && GlobalVariableSetOnCondition(name,fence+1,fence));
   Check("GlobalVariableTemp fails for one that exists",!GlobalVariableTemp(name));
   Check("GlobalVariablesDeleteAll goes by prefix",GlobalVariablesDeleteAll("FairleadFidelity.")>=1 && !GlobalVariableCheck(name));
  }
