// The simulated market: symbols, their ticks and their minute bars.
#pragma once
#include "clock.hpp"
#include "properties.hpp"

namespace host {
/// A trading or quoting session of a weekday, seconds since midnight.
struct Session {
  long from, to;
};
/// How a symbol's history behaves for the first requests.
struct ColdHistory {
  /// Time that the first CopyTicks or CopyRates blocks.
  long delayMs = 0;
  /// Requests that fail with `error` before one succeeds.
  int failures = 0;
  int error = 4403;
  /// Ticks that such a request copies all the same ("the function has sent all it had", docs/series/copyticks); -1: it copies none
  /// and returns -1.
  int copied = -1;
};

class MarketSymbol {
public:
  mql::string name;
  Properties properties;
  std::vector<Session> quoteSessions[7], tradeSessions[7];
  ColdHistory cold;
  bool selected = true;
  int bookSubscribers = 0;
  bool bookPending = false;
  std::vector<mql::MqlBookInfo> book;
  std::vector<mql::MqlTick> ticks;
  /// Ticks before `ticks[0]` that are only bars.
  std::vector<mql::MqlRates> olderBars;
  double bidHigh = 0, bidLow = 0, askHigh = 0, askLow = 0;

  double point() const;
  int digits() const;
  bool hasTick() const { return !ticks.empty(); }
  const mql::MqlTick &last() const { return ticks.back(); }
  void append(const mql::MqlTick *t, size_t n);
  /// To call after `ticks` was changed in the middle.
  void rewritten();
  /// First position whose time_msc is at least `msc`, in arrival order.
  size_t firstAtOrAfter(long msc) const;
  /// Minute bars by MetaTrader's rules, oldest first.
  const std::vector<mql::MqlRates> &minutes();

private:
  bool sorted_ = true;
  size_t barred_ = 0;
  long day_ = -1;
  std::vector<mql::MqlRates> minutes_;
  void track(const mql::MqlTick &t);
};

class Market {
public:
  std::vector<std::unique_ptr<MarketSymbol>> symbols;
  MarketSymbol *find(const mql::string &name);
  /// The symbol, or the chart's when the name is NULL or empty; sets ERR_MARKET_UNKNOWN_SYMBOL when there is none.
  MarketSymbol *lookup(const mql::string &name);
  /// Newest stamp of the selected symbols, ms.
  long lastTickMs() const;
  MarketSymbol &add(const Json &spec);
};
Market &market();
/// Waits and fails as the symbol's cold history says; true when the request may go on.
bool warm(MarketSymbol &s);

/// Bars of any timeframe from minute bars, aligned to broker time.
std::vector<mql::MqlRates> aggregate(const std::vector<mql::MqlRates> &minutes, mql::ENUM_TIMEFRAMES timeframe);
/// Start of the bar that holds `t`.
long barStart(long t, mql::ENUM_TIMEFRAMES timeframe);
/// Reads a tick file (60-byte MqlTick records after a 16-byte header); throws std::runtime_error with the reason.
void loadTicks(MarketSymbol &s, const std::string &path, size_t from, size_t count);
} // namespace host
