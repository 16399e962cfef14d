//+------------------------------------------------------------------+
//| ClaimRestore.mqh: closes that a command had under way when its   |
//| program died, or the terminal, may still come about. They are    |
//| claimed again from the journals of both roles; the claim of one  |
//| that has ended since ends at the first look.                     |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_CLAIMRESTORE_MQH
#define FAIRLEAD_CLAIMRESTORE_MQH

#include "CloseClaims.mqh"
#include "TicketSet.mqh"
#include "TradeJournal.mqh"

void RestoreClaim(CCloseClaims &claims,const STrade &trade)
  {
   if(IsClose(trade.command) && !IsFinal(trade.state.status))
      claims.Restore(trade.command.position,trade.command.magic,trade.command.volume,trade.calledMs);
  }

void RestoreClaims(CCloseClaims &claims,const CTradeJournal &journal)
  {
   claims.Start();
   if(MarginModeCode()==FL_MARGIN_MODE_HEDGING)
      return;
   for(int i=0; i<journal.Count(); i++)
      RestoreClaim(claims,journal.trades[i]);
   STrade others[];
   int total=journal.ReadOther(others);
   CTicketSet known;
   //--- newest first: an older record of the same command says nothing any more
   for(int i=total-1; i>=0; i--)
     {
      if(!IsClose(others[i].command) || known.Has(others[i].command.magic))
         continue;
      known.Add(others[i].command.magic);
      RestoreClaim(claims,others[i]);
     }
  }

#endif
