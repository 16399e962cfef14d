#include "mql5-host.hpp"
#include "clock.hpp"
#include "json.hpp"
#include <chrono>
#include <ctime>

namespace host {
long daysFromCivil(int y, int m, int d) {
  y -= m <= 2;
  const long era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = (int)(y - era * 400), doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

namespace {
constexpr long DAY = 86400;
/// Day number of the nth Sunday of a month (n = 0: the last).
long sunday(int year, int month, int n) {
  if (n == 0) {
    const long last = daysFromCivil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
    return last - (last + 4) % 7;
  }
  const long first = daysFromCivil(year, month, 1);
  return first + (7 - (first + 4) % 7) % 7 + 7 * (n - 1);
}
int yearOf(long utc) {
  const time_t t = utc;
  tm out;
  gmtime_r(&t, &out);
  return out.tm_year + 1900;
}
long systemUtcMs() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}
} // namespace

uint64_t monotonicUs() {
  using namespace std::chrono;
  return (uint64_t)duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

TimeZone TimeZone::from(const Json &j) {
  TimeZone z;
  z.winterOffset = j["minutes"].integer() * 60;
  const std::string dst = j["dst"].string("none");
  z.rule = dst == "us" ? US : dst == "eu" ? EU : NONE;
  return z;
}

bool TimeZone::isSummer(long utc) const {
  if (rule == NONE) return false;
  const int y = yearOf(utc);
  // New York changes at 02:00 local time (07:00 and 06:00 UTC), the European Union at 01:00 UTC.
  const long from = rule == US ? sunday(y, 3, 2) * DAY + 7 * 3600 : sunday(y, 3, 0) * DAY + 3600;
  const long to = rule == US ? sunday(y, 11, 1) * DAY + 6 * 3600 : sunday(y, 10, 0) * DAY + 3600;
  return utc >= from && utc < to;
}

void Clock::start(bool virtualTime, long utcMs) {
  virtual_ = virtualTime;
  startUs_ = monotonicUs();
  startUtcMs_ = utcMs ? utcMs : systemUtcMs();
}
uint64_t Clock::elapsedUs() const { return virtual_ ? virtualUs_ : monotonicUs() - startUs_; }
long Clock::utcMs() const { return startUtcMs_ + (long)(elapsedUs() / 1000) + pcErrorMs; }
long Clock::brokerMs() const {
  const long ms = utcMs();
  return ms + broker.offset(ms / 1000) * 1000;
}
Clock &hostClock() {
  static Clock c;
  return c;
}
} // namespace host
