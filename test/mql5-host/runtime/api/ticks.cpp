// CopyTicks and CopyTicksRange.
#include "mql5-host.hpp"

using host::MarketSymbol;

namespace mql {
namespace {
/// Ticks returned when neither a start nor a count is asked for.
constexpr uint DEFAULT_COUNT = 2000;
constexpr uint INFO_FLAGS = TICK_FLAG_BID | TICK_FLAG_ASK, TRADE_FLAGS = TICK_FLAG_LAST | TICK_FLAG_VOLUME | TICK_FLAG_BUY | TICK_FLAG_SELL;

uint mask(uint flags) {
  if (flags == COPY_TICKS_ALL) return ~0u;
  return (flags & COPY_TICKS_INFO ? INFO_FLAGS : 0) | (flags & COPY_TICKS_TRADE ? TRADE_FLAGS : 0);
}

int fill(const MarketSymbol &s, MqlRef_<MqlTick> &out, size_t from, size_t end, uint flags, size_t limit) {
  const bool all = flags == COPY_TICKS_ALL;
  size_t n = std::min(end - from, limit);
  std::vector<size_t> picked;
  if (!all) {
    for (size_t i = from; i < end && picked.size() < limit; i++)
      if (s.ticks[i].flags & mask(flags)) picked.push_back(i);
    n = picked.size();
  }
  if (out.dynamic()) out.resize((int)n, 0);
  else if (out.size() < (int)n) {
    _LastError = ERR_HISTORY_SMALL_BUFFER;
    n = (size_t)out.size();
  }
  if (all && !out.series()) {
    if (n) memcpy((void *)out.raw(), (const void *)(s.ticks.data() + from), n * sizeof(MqlTick));
    return (int)n;
  }
  for (size_t i = 0; i < n; i++) out.raw()[i] = s.ticks[all ? from + i : picked[i]];
  return (int)n;
}

/// Position so that `count` matching ticks follow.
size_t fromEnd(const MarketSymbol &s, uint flags, size_t count) {
  if (flags == COPY_TICKS_ALL) return s.ticks.size() - std::min(count, s.ticks.size());
  size_t i = s.ticks.size();
  for (; i > 0 && count > 0; i--) count -= (s.ticks[i - 1].flags & mask(flags)) != 0;
  return i;
}

/// `limit` shrinks to what a history that is still loading hands out; the error then says that it was not all.
MarketSymbol *ready(const string &name, size_t &limit) {
  host::pump();
  MarketSymbol *s = host::market().lookup(name);
  if (!s || host::warm(*s)) return s;
  if (s->cold.copied < 0) return nullptr;
  limit = std::min(limit, (size_t)s->cold.copied);
  return s;
}
} // namespace

int CopyTicks(const string &name, MqlRef_<MqlTick> out, uint flags, ulong from, uint count) {
  size_t limit = count ? count : DEFAULT_COUNT;
  MarketSymbol *s = ready(name, limit);
  if (!s) return -1;
  const size_t first = from ? s->firstAtOrAfter((long)from) : fromEnd(*s, flags, limit);
  return fill(*s, out, first, s->ticks.size(), flags, limit);
}
int CopyTicksRange(const string &name, MqlRef_<MqlTick> out, uint flags, ulong from, ulong to) {
  size_t limit = (size_t)-1;
  MarketSymbol *s = ready(name, limit);
  if (!s) return -1;
  const size_t first = from ? s->firstAtOrAfter((long)from) : 0;
  const size_t end = to ? std::max(first, s->firstAtOrAfter((long)to + 1)) : s->ticks.size();
  return fill(*s, out, first, std::min(end, first + std::min(limit, end - first)), flags, limit);
}
} // namespace mql

namespace host {
bool warm(MarketSymbol &s) {
  if (s.cold.delayMs > 0) {
    const long wait = s.cold.delayMs;
    s.cold.delayMs = 0;
    sleepMs(wait);
  }
  if (s.cold.failures <= 0) return true;
  s.cold.failures--;
  mql::_LastError = s.cold.error;
  return false;
}
} // namespace host
