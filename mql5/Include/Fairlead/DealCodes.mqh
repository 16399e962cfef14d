//+------------------------------------------------------------------+
//| DealCodes.mqh: MT5's words for deals in the link's codes         |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_DEALCODES_MQH
#define FAIRLEAD_DEALCODES_MQH

#include "Link.mqh"

uchar DealKindCode(const ENUM_DEAL_TYPE type)
  {
   switch(type)
     {
      case DEAL_TYPE_BUY:
         return(FL_DEAL_KIND_BUY);
      case DEAL_TYPE_SELL:
         return(FL_DEAL_KIND_SELL);
      case DEAL_TYPE_BALANCE:
         return(FL_DEAL_KIND_BALANCE);
      case DEAL_TYPE_CREDIT:
         return(FL_DEAL_KIND_CREDIT);
      case DEAL_TYPE_CHARGE:
         return(FL_DEAL_KIND_CHARGE);
      case DEAL_TYPE_CORRECTION:
         return(FL_DEAL_KIND_CORRECTION);
      case DEAL_TYPE_BONUS:
         return(FL_DEAL_KIND_BONUS);
      case DEAL_TYPE_COMMISSION:
         return(FL_DEAL_KIND_COMMISSION);
      case DEAL_TYPE_COMMISSION_DAILY:
         return(FL_DEAL_KIND_COMMISSION_DAILY);
      case DEAL_TYPE_COMMISSION_MONTHLY:
         return(FL_DEAL_KIND_COMMISSION_MONTHLY);
      case DEAL_TYPE_COMMISSION_AGENT_DAILY:
         return(FL_DEAL_KIND_AGENT_DAILY);
      case DEAL_TYPE_COMMISSION_AGENT_MONTHLY:
         return(FL_DEAL_KIND_AGENT_MONTHLY);
      case DEAL_TYPE_INTEREST:
         return(FL_DEAL_KIND_INTEREST);
      case DEAL_TYPE_BUY_CANCELED:
         return(FL_DEAL_KIND_BUY_CANCELLED);
      case DEAL_TYPE_SELL_CANCELED:
         return(FL_DEAL_KIND_SELL_CANCELLED);
      case DEAL_DIVIDEND:
         return(FL_DEAL_KIND_DIVIDEND);
      case DEAL_DIVIDEND_FRANKED:
         return(FL_DEAL_KIND_DIVIDEND_FRANKED);
      case DEAL_TAX:
         return(FL_DEAL_KIND_TAX);
     }
   return(FL_DEAL_KIND_OTHER);
  }

uchar DealEntryCode(const ENUM_DEAL_ENTRY entry)
  {
   switch(entry)
     {
      case DEAL_ENTRY_IN:
         return(FL_DEAL_ENTRY_IN);
      case DEAL_ENTRY_OUT:
         return(FL_DEAL_ENTRY_OUT);
      case DEAL_ENTRY_INOUT:
         return(FL_DEAL_ENTRY_IN_OUT);
      case DEAL_ENTRY_OUT_BY:
         return(FL_DEAL_ENTRY_OUT_BY);
     }
   return(FL_DEAL_ENTRY_OTHER);
  }

uchar DealOriginCode(const ENUM_DEAL_REASON reason)
  {
   switch(reason)
     {
      case DEAL_REASON_CLIENT:
         return(FL_ORIGIN_CLIENT);
      case DEAL_REASON_MOBILE:
         return(FL_ORIGIN_MOBILE);
      case DEAL_REASON_WEB:
         return(FL_ORIGIN_WEB);
      case DEAL_REASON_EXPERT:
         return(FL_ORIGIN_EXPERT);
      case DEAL_REASON_SL:
         return(FL_ORIGIN_STOP_LOSS);
      case DEAL_REASON_TP:
         return(FL_ORIGIN_TAKE_PROFIT);
      case DEAL_REASON_SO:
         return(FL_ORIGIN_STOP_OUT);
     }
   return(FL_ORIGIN_OTHER);
  }

#endif
