// Symbols, ticks, bars, account, terminal, trade: modelled.
int SymbolsTotal(const bool selected);
string SymbolName(const int pos,const bool selected);
bool SymbolSelect(const string name,const bool select);
bool SymbolExist(const string name,bool &is_custom);
bool SymbolIsSynchronized(const string name);
double SymbolInfoDouble(const string name,const ENUM_SYMBOL_INFO_DOUBLE property);
bool SymbolInfoDouble(const string name,const ENUM_SYMBOL_INFO_DOUBLE property,double &value);
long SymbolInfoInteger(const string name,const ENUM_SYMBOL_INFO_INTEGER property);
bool SymbolInfoInteger(const string name,const ENUM_SYMBOL_INFO_INTEGER property,long &value);
string SymbolInfoString(const string name,const ENUM_SYMBOL_INFO_STRING property);
bool SymbolInfoString(const string name,const ENUM_SYMBOL_INFO_STRING property,string &value);
bool SymbolInfoTick(const string name,MqlTick &tick);
bool SymbolInfoSessionQuote(const string name,const ENUM_DAY_OF_WEEK day,const uint index,datetime &from,
   datetime &to);
bool SymbolInfoSessionTrade(const string name,const ENUM_DAY_OF_WEEK day,const uint index,datetime &from,
   datetime &to);
bool MarketBookAdd(const string name);
bool MarketBookRelease(const string name);
bool MarketBookGet(const string name,MqlBookInfo &book[]);
bool CalendarCountryById(const long id,MqlCalendarCountry &country);
bool CalendarEventById(const ulong id,MqlCalendarEvent &event);
bool CalendarValueById(const ulong id,MqlCalendarValue &value);
int CalendarCountries(MqlCalendarCountry &countries[]);
int CalendarEventByCountry(const string code,MqlCalendarEvent &events[]);
int CalendarEventByCurrency(const string currency,MqlCalendarEvent &events[]);
int CalendarValueHistory(MqlCalendarValue &values[],const datetime from,const datetime to=0,const string country=NULL,
   const string currency=NULL);
bool CalendarValueHistoryByEvent(const ulong id,MqlCalendarValue &values[],const datetime from,const datetime to=0);
int CalendarValueLast(ulong &change_id,MqlCalendarValue &values[],const string country=NULL,
   const string currency=NULL);
int CalendarValueLastByEvent(const ulong id,ulong &change_id,MqlCalendarValue &values[]);
int CopyTicks(const string name,MqlTick &ticks[],const uint flags=0xFFFFFFFF,const ulong from=0,const uint count=0);
int CopyTicksRange(const string name,MqlTick &ticks[],const uint flags=0xFFFFFFFF,const ulong from=0,
   const ulong to=0);
int CopyRates(const string name,const ENUM_TIMEFRAMES timeframe,const int start,const int count,MqlRates &rates[]);
int CopyRates(const string name,const ENUM_TIMEFRAMES timeframe,const datetime start,const int count,
   MqlRates &rates[]);
int CopyRates(const string name,const ENUM_TIMEFRAMES timeframe,const datetime start,const datetime stop,
   MqlRates &rates[]);
int Bars(const string name,const ENUM_TIMEFRAMES timeframe);
int Bars(const string name,const ENUM_TIMEFRAMES timeframe,const datetime start,const datetime stop);
int iBars(const string name,const ENUM_TIMEFRAMES timeframe);
int iBarShift(const string name,const ENUM_TIMEFRAMES timeframe,const datetime time,const bool exact=false);
double iOpen(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
double iHigh(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
double iLow(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
double iClose(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
datetime iTime(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
long iVolume(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
long iTickVolume(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
long iRealVolume(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
int iSpread(const string name,const ENUM_TIMEFRAMES timeframe,const int shift);
int iHighest(const string name,const ENUM_TIMEFRAMES timeframe,const ENUM_SERIESMODE type=MODE_CLOSE,
   const int count=-1,const int start=0);
int iLowest(const string name,const ENUM_TIMEFRAMES timeframe,const ENUM_SERIESMODE type=MODE_CLOSE,
   const int count=-1,const int start=0);
long SeriesInfoInteger(const string name,const ENUM_TIMEFRAMES timeframe,const ENUM_SERIES_INFO_INTEGER property);
bool SeriesInfoInteger(const string name,const ENUM_TIMEFRAMES timeframe,const ENUM_SERIES_INFO_INTEGER property,
   long &value);
int PeriodSeconds(const ENUM_TIMEFRAMES period=PERIOD_CURRENT);
double AccountInfoDouble(const ENUM_ACCOUNT_INFO_DOUBLE property);
long AccountInfoInteger(const ENUM_ACCOUNT_INFO_INTEGER property);
string AccountInfoString(const ENUM_ACCOUNT_INFO_STRING property);
long TerminalInfoInteger(const ENUM_TERMINAL_INFO_INTEGER property);
double TerminalInfoDouble(const ENUM_TERMINAL_INFO_DOUBLE property);
string TerminalInfoString(const ENUM_TERMINAL_INFO_STRING property);
int MQLInfoInteger(const ENUM_MQL_INFO_INTEGER property);
string MQLInfoString(const ENUM_MQL_INFO_STRING property);
int MQL5InfoInteger(const ENUM_MQL_INFO_INTEGER property);
string MQL5InfoString(const ENUM_MQL_INFO_STRING property);
string Symbol();
ENUM_TIMEFRAMES Period();
double Point();
int Digits();
int UninitializeReason();
bool IsStopped();
void ExpertRemove();
bool TerminalClose(const int exit_code);
bool EventSetMillisecondTimer(const int milliseconds);
bool EventSetTimer(const int seconds);
void EventKillTimer();
bool EventChartCustom(const long chart_id,const ushort event_id,const long lparam,const double dparam,
   const string sparam);
