// Symbol properties and the depth of market.
#include "mql5-host.hpp"

using host::MarketSymbol;

namespace mql {
namespace {
/// Properties that the market itself moves.
bool liveReal(MarketSymbol &s, ENUM_SYMBOL_INFO_DOUBLE p, double &v) {
  const bool t = s.hasTick();
  switch (p) {
  case SYMBOL_BID: v = t ? s.last().bid : 0; return true;
  case SYMBOL_ASK: v = t ? s.last().ask : 0; return true;
  case SYMBOL_LAST: v = t ? s.last().last : 0; return true;
  case SYMBOL_VOLUME_REAL: v = t ? s.last().volume_real : 0; return true;
  case SYMBOL_BIDHIGH: v = s.bidHigh; return true;
  case SYMBOL_BIDLOW: v = s.bidLow; return true;
  case SYMBOL_ASKHIGH: v = s.askHigh; return true;
  case SYMBOL_ASKLOW: v = s.askLow; return true;
  default: return false;
  }
}
bool liveWhole(MarketSymbol &s, ENUM_SYMBOL_INFO_INTEGER p, long &v) {
  const bool t = s.hasTick();
  switch (p) {
  case SYMBOL_TIME: v = t ? s.last().time_msc / 1000 : 0; return true;
  case SYMBOL_TIME_MSC: v = t ? (long)s.last().time_msc : 0; return true;
  case SYMBOL_VOLUME: v = t ? (long)s.last().volume : 0; return true;
  case SYMBOL_SPREAD: v = t ? std::lround((s.last().ask - s.last().bid) / s.point()) : 0; return true;
  case SYMBOL_SELECT: case SYMBOL_VISIBLE: v = s.selected; return true;
  case SYMBOL_EXIST: v = 1; return true;
  default: return false;
  }
}
} // namespace

int SymbolsTotal(bool selected) {
  int n = 0;
  for (const auto &s : host::market().symbols) n += !selected || s->selected;
  return n;
}
string SymbolName(int pos, bool selected) {
  for (const auto &s : host::market().symbols)
    if ((!selected || s->selected) && pos-- == 0) return s->name;
  return string::empty();
}
bool SymbolSelect(const string &name, bool select) {
  MarketSymbol *s = host::market().lookup(name);
  if (!s) return false;
  if (!select && s->name.s == _Symbol.s) {
    _LastError = ERR_MARKET_SELECT_ERROR;
    return false;
  }
  s->selected = select;
  return true;
}
bool SymbolExist(const string &name, bool &custom) {
  custom = false;
  return host::market().find(name) != nullptr;
}
bool SymbolIsSynchronized(const string &name) {
  host::pump();
  MarketSymbol *s = host::market().lookup(name);
  return s && s->selected && s->cold.failures == 0 && s->cold.delayMs == 0 && host::program().connected;
}
bool SymbolInfoDouble(const string &name, ENUM_SYMBOL_INFO_DOUBLE p, double &v) {
  host::pump();
  MarketSymbol *s = host::market().lookup(name);
  v = 0;
  if (!s) return false;
  if (!liveReal(*s, p, v)) v = s->properties.real("SymbolInfoDouble", p);
  return true;
}
double SymbolInfoDouble(const string &name, ENUM_SYMBOL_INFO_DOUBLE p) {
  double v;
  SymbolInfoDouble(name, p, v);
  return v;
}
bool SymbolInfoInteger(const string &name, ENUM_SYMBOL_INFO_INTEGER p, long &v) {
  host::pump();
  MarketSymbol *s = p == SYMBOL_EXIST ? host::market().find(name) : host::market().lookup(name);
  v = 0;
  if (!s) return p == SYMBOL_EXIST;
  if (!liveWhole(*s, p, v)) v = s->properties.whole("SymbolInfoInteger", p);
  return true;
}
long SymbolInfoInteger(const string &name, ENUM_SYMBOL_INFO_INTEGER p) {
  long v;
  SymbolInfoInteger(name, p, v);
  return v;
}
bool SymbolInfoString(const string &name, ENUM_SYMBOL_INFO_STRING p, string &v) {
  MarketSymbol *s = host::market().lookup(name);
  if (!s) return false;
  v = s->properties.text("SymbolInfoString", p);
  return true;
}
string SymbolInfoString(const string &name, ENUM_SYMBOL_INFO_STRING p) {
  string v = string::empty();
  SymbolInfoString(name, p, v);
  return v;
}
bool SymbolInfoTick(const string &name, MqlTick &t) {
  host::pump();
  MarketSymbol *s = host::market().lookup(name);
  if (!s) return false;
  if (!s->selected || !s->hasTick()) {
    _LastError = s->selected ? ERR_MARKET_LASTTIME_UNKNOWN : ERR_MARKET_NOT_SELECTED;
    return false;
  }
  t = s->last();
  return true;
}

namespace {
bool session(const string &name, ENUM_DAY_OF_WEEK day, uint index, datetime &from, datetime &to, bool quote) {
  MarketSymbol *s = host::market().lookup(name);
  if (!s) return false;
  const auto &list = (quote ? s->quoteSessions : s->tradeSessions)[(int)day % 7];
  if (index >= list.size()) {
    _LastError = ERR_MARKET_SESSION_INDEX;
    return false;
  }
  from = (datetime)list[index].from;
  to = (datetime)list[index].to;
  return true;
}
} // namespace
bool SymbolInfoSessionQuote(const string &n, ENUM_DAY_OF_WEEK d, uint i, datetime &f, datetime &t) { return session(n, d, i, f, t, true); }
bool SymbolInfoSessionTrade(const string &n, ENUM_DAY_OF_WEEK d, uint i, datetime &f, datetime &t) { return session(n, d, i, f, t, false); }

bool MarketBookAdd(const string &name) {
  MarketSymbol *s = host::market().lookup(name);
  if (!s || s->properties.whole("MarketBookAdd", SYMBOL_TICKS_BOOKDEPTH) == 0) {
    _LastError = ERR_BOOKS_CANNOT_ADD;
    return false;
  }
  s->bookSubscribers++;
  return true;
}
bool MarketBookRelease(const string &name) {
  MarketSymbol *s = host::market().lookup(name);
  if (!s || s->bookSubscribers == 0) {
    _LastError = ERR_BOOKS_CANNOT_DELETE;
    return false;
  }
  s->bookSubscribers--;
  return true;
}
bool MarketBookGet(const string &name, MqlRef_<MqlBookInfo> out) {
  MarketSymbol *s = host::market().lookup(name);
  if (!s || s->bookSubscribers == 0) {
    _LastError = ERR_BOOKS_CANNOT_GET;
    return false;
  }
  out.resize((int)s->book.size(), 0);
  for (size_t i = 0; i < s->book.size() && (int)i < out.size(); i++) out[(int)i] = s->book[i];
  return true;
}
} // namespace mql
