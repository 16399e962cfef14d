//+------------------------------------------------------------------+
//| SymbolSpec.mqh: one symbol's specification                       |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_SYMBOLSPEC_MQH
#define FAIRLEAD_SYMBOLSPEC_MQH

#include "Bytes.mqh"
#include "SymbolCodes.mqh"

void ReadSymbolSpec(const string symbol,FlSymbolSpec &spec)
  {
   ZeroMemory(spec);
   PutText(spec.symbol,symbol);
   PutText(spec.description,SymbolInfoString(symbol,SYMBOL_DESCRIPTION));
   PutText(spec.path,SymbolInfoString(symbol,SYMBOL_PATH));
   PutText(spec.currencyBase,SymbolInfoString(symbol,SYMBOL_CURRENCY_BASE));
   PutText(spec.currencyProfit,SymbolInfoString(symbol,SYMBOL_CURRENCY_PROFIT));
   PutText(spec.currencyMargin,SymbolInfoString(symbol,SYMBOL_CURRENCY_MARGIN));
   spec.digits=(uchar)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   spec.spreadFloats=(uchar)(SymbolInfoInteger(symbol,SYMBOL_SPREAD_FLOAT)!=0);
   spec.point=SymbolInfoDouble(symbol,SYMBOL_POINT);
   spec.tickSize=SymbolInfoDouble(symbol,SYMBOL_TRADE_TICK_SIZE);
   spec.tickValue=SymbolInfoDouble(symbol,SYMBOL_TRADE_TICK_VALUE);
   spec.tickValueProfit=SymbolInfoDouble(symbol,SYMBOL_TRADE_TICK_VALUE_PROFIT);
   spec.tickValueLoss=SymbolInfoDouble(symbol,SYMBOL_TRADE_TICK_VALUE_LOSS);
   spec.contractSize=SymbolInfoDouble(symbol,SYMBOL_TRADE_CONTRACT_SIZE);
   spec.volumeMin=SymbolInfoDouble(symbol,SYMBOL_VOLUME_MIN);
   spec.volumeMax=SymbolInfoDouble(symbol,SYMBOL_VOLUME_MAX);
   spec.volumeStep=SymbolInfoDouble(symbol,SYMBOL_VOLUME_STEP);
   spec.volumeLimit=SymbolInfoDouble(symbol,SYMBOL_VOLUME_LIMIT);
   spec.marginInitial=SymbolInfoDouble(symbol,SYMBOL_MARGIN_INITIAL);
   spec.marginMaintenance=SymbolInfoDouble(symbol,SYMBOL_MARGIN_MAINTENANCE);
   spec.swapLong=SymbolInfoDouble(symbol,SYMBOL_SWAP_LONG);
   spec.swapShort=SymbolInfoDouble(symbol,SYMBOL_SWAP_SHORT);
   spec.swapTripleDay=(uchar)SymbolInfoInteger(symbol,SYMBOL_SWAP_ROLLOVER3DAYS);
   spec.stopsLevel=(int)SymbolInfoInteger(symbol,SYMBOL_TRADE_STOPS_LEVEL);
   spec.freezeLevel=(int)SymbolInfoInteger(symbol,SYMBOL_TRADE_FREEZE_LEVEL);
   spec.tradeMode=SymbolTradeModeCode((ENUM_SYMBOL_TRADE_MODE)SymbolInfoInteger(symbol,SYMBOL_TRADE_MODE));
   spec.execution=ExecutionCode((ENUM_SYMBOL_TRADE_EXECUTION)SymbolInfoInteger(symbol,SYMBOL_TRADE_EXEMODE));
   spec.calculation=CalcModeCode((ENUM_SYMBOL_CALC_MODE)SymbolInfoInteger(symbol,SYMBOL_TRADE_CALC_MODE));
   spec.fillingFlags=(uint)SymbolInfoInteger(symbol,SYMBOL_FILLING_MODE);
   spec.orderFlags=(uint)SymbolInfoInteger(symbol,SYMBOL_ORDER_MODE);
   spec.expirationFlags=(uint)SymbolInfoInteger(symbol,SYMBOL_EXPIRATION_MODE);
   spec.bookDepth=(uint)SymbolInfoInteger(symbol,SYMBOL_TICKS_BOOKDEPTH);
  }

bool SameSpec(const FlSymbolSpec &a,const FlSymbolSpec &b)
  {
   uchar left[FL_BYTES_SYMBOL_SPEC],right[FL_BYTES_SYMBOL_SPEC];
   StructToCharArray(a,left,0);
   StructToCharArray(b,right,0);
   return(ArrayCompare(left,right)==0);
  }

#endif
