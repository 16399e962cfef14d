// Copying parts of a bar series, whole bars or one field.
#pragma once
#include "mql5-host.hpp"

namespace host {
/// Which bars: by position from the newest, a count up to a time, or between two times.
struct BarRange {
  enum Kind { POSITION, COUNT_TO_TIME, TIMES } kind;
  int start, count;
  long from, to;
};
/// The series, oldest first; null with the error set when it cannot be had.
const std::vector<mql::MqlRates> *series(const mql::string &name, mql::ENUM_TIMEFRAMES timeframe);
std::pair<long, long> span(const std::vector<mql::MqlRates> &bars, const BarRange &r);
bool withinLimit(long count);

template <class Out, class F> int copyBars(const mql::string &name, mql::ENUM_TIMEFRAMES tf, const BarRange &r, Out &out, const F &value) {
  if (!withinLimit(r.count) || r.start < 0 || r.count < 0) return -1;
  const auto *bars = series(name, tf);
  if (!bars) return -1;
  const auto [from, end] = span(*bars, r);
  long n = end - from;
  if (n <= 0) {
    mql::_LastError = mql::ERR_HISTORY_NOT_FOUND;
    return -1;
  }
  if (out.dynamic()) out.resize((int)n, 0);
  else n = std::min<long>(n, out.size());
  for (long i = 0; i < n; i++) out.raw()[i] = value((*bars)[(size_t)(from + i)]);
  return (int)n;
}
} // namespace host
