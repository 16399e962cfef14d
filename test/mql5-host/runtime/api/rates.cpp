// Bars: CopyRates and the functions that read one bar.
#include "mql5-host.hpp"
#include "rates.hpp"

namespace host {
namespace {
struct Cache {
  size_t minutes = 0, ticks = 0;
  long lastMs = 0;
  std::vector<mql::MqlRates> bars;
};
} // namespace

const std::vector<mql::MqlRates> *series(const mql::string &name, mql::ENUM_TIMEFRAMES timeframe) {
  pump();
  MarketSymbol *s = market().lookup(name);
  if (!s || !warm(*s)) return nullptr;
  if (timeframe == mql::PERIOD_CURRENT) timeframe = mql::_Period;
  const auto &minutes = s->minutes();
  if (timeframe == mql::PERIOD_M1) return &minutes;
  static std::map<std::pair<MarketSymbol *, int>, Cache> caches;
  Cache &c = caches[{s, (int)timeframe}];
  const long last = s->hasTick() ? (long)s->last().time_msc : 0;
  if (c.minutes != minutes.size() || c.ticks != s->ticks.size() || c.lastMs != last) c = {minutes.size(), s->ticks.size(), last, aggregate(minutes, timeframe)};
  return &c.bars;
}

/// The terminal gives no more bars than its own limit.
bool withinLimit(long count) {
  if (count <= program().terminal.whole("TERMINAL_MAXBARS", mql::TERMINAL_MAXBARS)) return true;
  mql::_LastError = mql::ERR_HISTORY_BARS_LIMIT;
  return false;
}

std::pair<long, long> span(const std::vector<mql::MqlRates> &bars, const BarRange &r) {
  const long n = (long)bars.size();
  const auto notAfter = [&bars](long t) {
    return std::upper_bound(bars.begin(), bars.end(), t, [](long v, const mql::MqlRates &b) { return v < (long)b.time; }) - bars.begin();
  };
  long from, end;
  if (r.kind == BarRange::POSITION) {
    end = n - r.start;
    from = end - r.count;
  } else if (r.kind == BarRange::COUNT_TO_TIME) {
    end = notAfter(r.from);
    from = end - r.count;
  } else {
    from = notAfter(std::min(r.from, r.to) - 1);
    end = notAfter(std::max(r.from, r.to));
  }
  return {std::max(from, 0L), std::clamp(end, 0L, n)};
}
} // namespace host

namespace mql {
using host::BarRange;
int CopyRates(const string &n, ENUM_TIMEFRAMES tf, int start, int count, MqlRef_<MqlRates> out) {
  return host::copyBars(n, tf, BarRange{BarRange::POSITION, start, count, 0, 0}, out, [](const MqlRates &r) { return r; });
}
int CopyRates(const string &n, ENUM_TIMEFRAMES tf, datetime start, int count, MqlRef_<MqlRates> out) {
  return host::copyBars(n, tf, BarRange{BarRange::COUNT_TO_TIME, 0, count, (long)start, 0}, out, [](const MqlRates &r) { return r; });
}
int CopyRates(const string &n, ENUM_TIMEFRAMES tf, datetime start, datetime stop, MqlRef_<MqlRates> out) {
  return host::copyBars(n, tf, BarRange{BarRange::TIMES, 0, 0, (long)start, (long)stop}, out, [](const MqlRates &r) { return r; });
}

namespace {
const MqlRates *bar(const string &n, ENUM_TIMEFRAMES tf, int shift) {
  const auto *bars = host::series(n, tf);
  if (!bars || shift < 0 || shift >= (int)bars->size()) return nullptr;
  return &(*bars)[bars->size() - 1 - (size_t)shift];
}
double field(const MqlRates &r, ENUM_SERIESMODE m) {
  switch (m) {
  case MODE_OPEN: return r.open;
  case MODE_LOW: return r.low;
  case MODE_HIGH: return r.high;
  case MODE_CLOSE: return r.close;
  case MODE_VOLUME: return (double)r.tick_volume;
  case MODE_REAL_VOLUME: return (double)r.real_volume;
  case MODE_SPREAD: return r.spread;
  }
  return 0;
}
int extreme(const string &n, ENUM_TIMEFRAMES tf, ENUM_SERIESMODE m, int count, int start, int sign) {
  const auto *bars = host::series(n, tf);
  if (!bars || start < 0 || start >= (int)bars->size()) return -1;
  const int end = count < 0 ? (int)bars->size() : std::min((int)bars->size(), start + count);
  int best = start;
  const auto at = [bars, m](int shift) { return field((*bars)[bars->size() - 1 - (size_t)shift], m); };
  for (int i = start; i < end; i++)
    if (sign * (at(i) - at(best)) > 0) best = i;
  return best;
}
} // namespace
double iOpen(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? bar(n, tf, i)->open : 0; }
double iHigh(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? bar(n, tf, i)->high : 0; }
double iLow(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? bar(n, tf, i)->low : 0; }
double iClose(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? bar(n, tf, i)->close : 0; }
datetime iTime(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? (datetime)bar(n, tf, i)->time : (datetime)0; }
long iVolume(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? (long)bar(n, tf, i)->tick_volume : 0; }
long iTickVolume(const string &n, ENUM_TIMEFRAMES tf, int i) { return iVolume(n, tf, i); }
long iRealVolume(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? (long)bar(n, tf, i)->real_volume : 0; }
int iSpread(const string &n, ENUM_TIMEFRAMES tf, int i) { return bar(n, tf, i) ? (int)bar(n, tf, i)->spread : 0; }
int iHighest(const string &n, ENUM_TIMEFRAMES tf, ENUM_SERIESMODE m, int count, int start) { return extreme(n, tf, m, count, start, 1); }
int iLowest(const string &n, ENUM_TIMEFRAMES tf, ENUM_SERIESMODE m, int count, int start) { return extreme(n, tf, m, count, start, -1); }
int iBars(const string &n, ENUM_TIMEFRAMES tf) { return Bars(n, tf); }
int Bars(const string &n, ENUM_TIMEFRAMES tf) {
  const auto *bars = host::series(n, tf);
  return bars ? (int)bars->size() : 0;
}
int Bars(const string &n, ENUM_TIMEFRAMES tf, datetime from, datetime to) {
  const auto *bars = host::series(n, tf);
  if (!bars) return 0;
  const auto [a, b] = host::span(*bars, BarRange{BarRange::TIMES, 0, 0, (long)from, (long)to});
  return (int)(b - a);
}
int iBarShift(const string &n, ENUM_TIMEFRAMES tf, datetime t, bool exact) {
  const auto *bars = host::series(n, tf);
  if (!bars || bars->empty()) return -1;
  const auto [from, end] = host::span(*bars, BarRange{BarRange::COUNT_TO_TIME, 0, 1, (long)t, 0});
  if (end == 0) return exact ? -1 : (int)bars->size() - 1;
  if (exact && (long)(*bars)[(size_t)from].time != host::barStart((long)t, tf == PERIOD_CURRENT ? _Period : tf)) return -1;
  return (int)((long)bars->size() - end);
}
bool SeriesInfoInteger(const string &n, ENUM_TIMEFRAMES tf, ENUM_SERIES_INFO_INTEGER p, long &v) {
  const auto *bars = host::series(n, tf);
  v = 0;
  if (!bars) return false;
  switch (p) {
  case SERIES_BARS_COUNT: v = (long)bars->size(); break;
  case SERIES_FIRSTDATE: case SERIES_SERVER_FIRSTDATE: case SERIES_TERMINAL_FIRSTDATE: v = bars->empty() ? 0 : (long)bars->front().time; break;
  case SERIES_LASTBAR_DATE: v = bars->empty() ? 0 : (long)bars->back().time; break;
  case SERIES_SYNCHRONIZED: v = SymbolIsSynchronized(n); break;
  }
  return true;
}
long SeriesInfoInteger(const string &n, ENUM_TIMEFRAMES tf, ENUM_SERIES_INFO_INTEGER p) {
  long v;
  SeriesInfoInteger(n, tf, p, v);
  return v;
}
int PeriodSeconds(ENUM_TIMEFRAMES tf) {
  if (tf == PERIOD_CURRENT) tf = _Period;
  const int v = (int)tf;
  if (tf == PERIOD_MN1) return 2592000;
  if (tf == PERIOD_W1) return 604800;
  // Minutes as they are; hours have bit 14 set.
  return v & 0x4000 ? (v & 0x3FFF) * 3600 : v * 60;
}
} // namespace mql
