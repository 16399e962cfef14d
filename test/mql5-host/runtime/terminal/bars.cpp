// Timeframes above M1, and tick files.
#include "mql5-host.hpp"
#include "market.hpp"
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace host {
long barStart(long t, mql::ENUM_TIMEFRAMES timeframe) {
  constexpr long DAY = 86400;
  if (timeframe == mql::PERIOD_MN1) {
    mql::MqlDateTime m;
    mql::TimeToStruct((mql::datetime)t, m);
    return daysFromCivil(m.year, m.mon, 1) * DAY;
  }
  // Weeks start on Sunday; 1 January 1970 was a Thursday.
  if (timeframe == mql::PERIOD_W1) return (t / DAY - (t / DAY + 4) % 7) * DAY;
  const long seconds = mql::PeriodSeconds(timeframe);
  return t / seconds * seconds;
}

std::vector<mql::MqlRates> aggregate(const std::vector<mql::MqlRates> &minutes, mql::ENUM_TIMEFRAMES timeframe) {
  std::vector<mql::MqlRates> out;
  for (const mql::MqlRates &m : minutes) {
    const long start = barStart((long)m.time, timeframe);
    if (out.empty() || (long)out.back().time != start) {
      out.push_back(m);
      out.back().time = (mql::datetime)start;
      continue;
    }
    mql::MqlRates &r = out.back();
    r.high = std::max<double>(r.high, m.high);
    r.low = std::min<double>(r.low, m.low);
    r.close = m.close;
    r.tick_volume += m.tick_volume;
    r.real_volume += m.real_volume;
    r.spread = std::min<int>(r.spread, m.spread);
  }
  return out;
}

void loadTicks(MarketSymbol &s, const std::string &path, size_t from, size_t count) {
  constexpr size_t HEADER = 16;
  constexpr char MAGIC[9] = "FLTICKS1";
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw std::runtime_error("cannot open tick file " + path);
  struct stat st{};
  fstat(fd, &st);
  const size_t size = (size_t)st.st_size;
  if (size < HEADER || (size - HEADER) % sizeof(mql::MqlTick)) {
    close(fd);
    throw std::runtime_error("not a tick file: " + path);
  }
  void *p = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  close(fd);
  if (p == MAP_FAILED) throw std::runtime_error("cannot map tick file " + path);
  const bool good = memcmp(p, MAGIC, 8) == 0;
  if (good) {
    const size_t n = (size - HEADER) / sizeof(mql::MqlTick);
    from = std::min(from, n);
    s.append((const mql::MqlTick *)((const char *)p + HEADER) + from, std::min(count, n - from));
  }
  munmap(p, size);
  if (!good) throw std::runtime_error("not a tick file: " + path);
}
} // namespace host
