#include "mql5-host.hpp"
#include "market.hpp"

namespace host {
double MarketSymbol::point() const { return properties.real("SymbolInfoDouble", mql::SYMBOL_POINT); }
int MarketSymbol::digits() const { return (int)properties.whole("SymbolInfoInteger", mql::SYMBOL_DIGITS); }

void MarketSymbol::track(const mql::MqlTick &t) {
  const long day = t.time_msc / 86400000;
  if (day != day_) {
    day_ = day;
    bidHigh = bidLow = t.bid;
    askHigh = askLow = t.ask;
  }
  bidHigh = std::max(bidHigh, t.bid);
  bidLow = std::min(bidLow, t.bid);
  askHigh = std::max(askHigh, t.ask);
  askLow = std::min(askLow, t.ask);
}

void MarketSymbol::append(const mql::MqlTick *t, size_t n) {
  if (!n) return;
  long previous = ticks.empty() ? t[0].time_msc : ticks.back().time_msc;
  for (size_t i = 0; i < n; i++) {
    if (t[i].time_msc < previous) sorted_ = false;
    previous = t[i].time_msc;
    track(t[i]);
  }
  ticks.insert(ticks.end(), t, t + n);
}

void MarketSymbol::rewritten() {
  barred_ = 0;
  minutes_.clear();
  sorted_ = std::is_sorted(ticks.begin(), ticks.end(), [](const auto &a, const auto &b) { return a.time_msc < b.time_msc; });
}

size_t MarketSymbol::firstAtOrAfter(long msc) const {
  const auto before = [msc](const mql::MqlTick &t) { return t.time_msc < msc; };
  if (sorted_) return std::partition_point(ticks.begin(), ticks.end(), before) - ticks.begin();
  return std::find_if_not(ticks.begin(), ticks.end(), before) - ticks.begin();
}

/// Bid open, high, low, close of the minute; tick volume counts the ticks that changed the bid; spread is the smallest of the minute.
const std::vector<mql::MqlRates> &MarketSymbol::minutes() {
  if (barred_ == 0) minutes_ = olderBars;
  const double pt = point();
  for (; barred_ < ticks.size(); barred_++) {
    const mql::MqlTick &t = ticks[barred_];
    if (t.bid <= 0) continue;
    const long start = t.time_msc / 60000 * 60;
    const int spread = (int)std::lround((t.ask - t.bid) / pt);
    const bool bidChanged = t.flags & mql::TICK_FLAG_BID;
    if (minutes_.empty() || (long)minutes_.back().time != start) {
      mql::MqlRates r{};
      r.time = (mql::datetime)start;
      r.open = r.high = r.low = t.bid;
      r.spread = spread;
      minutes_.push_back(r);
    }
    mql::MqlRates &r = minutes_.back();
    r.high = std::max<double>(r.high, t.bid);
    r.low = std::min<double>(r.low, t.bid);
    r.close = t.bid;
    r.tick_volume += bidChanged;
    r.spread = std::min<int>(r.spread, spread);
  }
  return minutes_;
}

Market &market() {
  static auto *m = new Market;
  return *m;
}
MarketSymbol *Market::find(const mql::string &name) {
  for (auto &s : symbols)
    if (s->name.s == name.s) return s.get();
  return nullptr;
}
MarketSymbol *Market::lookup(const mql::string &name) {
  MarketSymbol *s = find(name.s.empty() ? mql::_Symbol : name);
  if (!s) mql::_LastError = mql::ERR_MARKET_UNKNOWN_SYMBOL;
  return s;
}
long Market::lastTickMs() const {
  long t = 0;
  for (const auto &s : symbols)
    if (s->selected && s->hasTick()) t = std::max<long>(t, s->last().time_msc);
  return t;
}

namespace {
void loadSessions(const Json &j, std::vector<Session> (&out)[7]) {
  for (int day = 0; day < 7 && day < (int)j.array().size(); day++)
    for (const Json &s : j.array()[day].array()) out[day].push_back({s.array().at(0).integer(), s.array().at(1).integer()});
}
} // namespace

MarketSymbol &Market::add(const Json &spec) {
  auto s = std::make_unique<MarketSymbol>();
  s->name = mql::string::utf8(spec["name"].string());
  const Json &p = spec["properties"];
  s->properties.load<mql::ENUM_SYMBOL_INFO_INTEGER>(p);
  s->properties.load<mql::ENUM_SYMBOL_INFO_DOUBLE>(p);
  s->properties.load<mql::ENUM_SYMBOL_INFO_STRING>(p);
  loadSessions(spec["quoteSessions"], s->quoteSessions);
  loadSessions(spec["tradeSessions"], s->tradeSessions);
  s->selected = spec["selected"].boolean(true);
  const Json &cold = spec["coldHistory"];
  s->cold.delayMs = cold["delayMs"].integer();
  s->cold.failures = (int)cold["failures"].integer();
  s->cold.error = (int)cold["error"].integer(mql::ERR_HISTORY_TIMEOUT);
  s->cold.copied = (int)cold["copied"].integer(-1);
  if (MarketSymbol *old = find(s->name)) {
    old->properties = s->properties;
    for (int day = 0; day < 7; day++) {
      old->quoteSessions[day] = s->quoteSessions[day];
      old->tradeSessions[day] = s->tradeSessions[day];
    }
    return *old;
  }
  symbols.push_back(std::move(s));
  return *symbols.back();
}
} // namespace host
