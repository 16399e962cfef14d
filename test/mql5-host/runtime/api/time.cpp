// Calendar, clocks, timers and the event functions.
#include "mql5-host.hpp"
#include <thread>

namespace mql {
bool TimeToStruct(datetime t, MqlDateTime &o) {
  const long v = (long)t, day = v >= 0 ? v / 86400 : (v - 86399) / 86400, s = v - day * 86400;
  const long z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = (int)(z - era * 146097), yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  o.day = doy - (153 * mp + 2) / 5 + 1;
  o.mon = mp < 10 ? mp + 3 : mp - 9;
  o.year = (int)(yoe + era * 400) + (o.mon <= 2);
  o.hour = (int)(s / 3600);
  o.min = (int)(s / 60 % 60);
  o.sec = (int)(s % 60);
  o.day_of_week = (int)((day % 7 + 11) % 7);
  o.day_of_year = (int)(day - host::daysFromCivil(o.year, 1, 1));
  return true;
}
datetime StructToTime(const MqlDateTime &m) {
  return (datetime)(host::daysFromCivil(m.year, m.mon, m.day) * 86400 + m.hour * 3600 + m.min * 60 + m.sec);
}
string TimeToString(datetime t, int mode) {
  MqlDateTime m;
  TimeToStruct(t, m);
  char b[32];
  std::string o;
  if (mode & TIME_DATE) {
    snprintf(b, sizeof b, "%04d.%02d.%02d", (int)m.year, (int)m.mon, (int)m.day);
    o += b;
  }
  if (mode & (TIME_MINUTES | TIME_SECONDS)) {
    if (!o.empty()) o += ' ';
    snprintf(b, sizeof b, "%02d:%02d", (int)m.hour, (int)m.min);
    o += b;
  }
  if (mode & TIME_SECONDS) {
    snprintf(b, sizeof b, ":%02d", (int)m.sec);
    o += b;
  }
  return string::ascii(o);
}
string::string(datetime v) : string(TimeToString(v, TIME_DATE | TIME_SECONDS)) {}

namespace {
/// "yyyy.mm.dd [hh:mi[:ss]]", with '.', '-' or '/'; a time alone is today's.
datetime parseTime(const char *s, long today) {
  int y = 0, mo = 1, d = 1, h = 0, mi = 0, se = 0;
  const int n = sscanf(s, "%d%*[.-/]%d%*[.-/]%d %d:%d:%d", &y, &mo, &d, &h, &mi, &se);
  if (n >= 3) return (datetime)(host::daysFromCivil(y, mo, d) * 86400 + h * 3600 + mi * 60 + se);
  h = mi = se = 0;
  if (sscanf(s, "%d:%d:%d", &h, &mi, &se) >= 2) return (datetime)(today + h * 3600 + mi * 60 + se);
  return (datetime)0;
}
datetime filled(datetime t, MqlDateTime &out) {
  TimeToStruct(t, out);
  return t;
}
} // namespace
datetime mql_D(const char *s) {
  int y = 0, mo = 1, d = 1;
  // D'' literals may leave out everything from the right; D'2024' alone is not one of them.
  if (sscanf(s, "%d.%d.%d", &d, &mo, &y) == 3 && y > 31) {
    int h = 0, mi = 0, se = 0;
    sscanf(s, "%*d.%*d.%*d %d:%d:%d", &h, &mi, &se);
    return (datetime)(host::daysFromCivil(y, mo, d) * 86400 + h * 3600 + mi * 60 + se);
  }
  int h = 0;
  if (sscanf(s, "%d.%d.%d %d", &y, &mo, &d, &h) == 4 && !strchr(s, ':')) return (datetime)(host::daysFromCivil(y, mo, d) * 86400 + h * 3600);
  return parseTime(s, 0);
}
datetime stringToDatetime(const string &s) {
  const std::string t = s.u8();
  if (t.find_first_of(".-/:") != t.npos) return parseTime(t.c_str(), (long)TimeTradeServer() / 86400 * 86400);
  return (datetime)strtoll(t.c_str(), nullptr, 10);
}
datetime StringToTime(const string &s) { return parseTime(s.u8().c_str(), (long)TimeTradeServer() / 86400 * 86400); }

datetime TimeCurrent() {
  host::pump();
  return (datetime)(host::market().lastTickMs() / 1000);
}
/// In the tester all clocks are the server's.
datetime TimeTradeServer() { return host::program().tester ? TimeCurrent() : (datetime)(host::hostClock().brokerMs() / 1000); }
datetime TimeGMT() { return host::program().tester ? TimeCurrent() : (datetime)(host::hostClock().utcMs() / 1000); }
datetime TimeLocal() {
  const long utc = host::hostClock().utcMs() / 1000;
  return host::program().tester ? TimeCurrent() : (datetime)(utc + host::hostClock().pc.offset(utc));
}
datetime TimeCurrent(MqlDateTime &o) { return filled(TimeCurrent(), o); }
datetime TimeTradeServer(MqlDateTime &o) { return filled(TimeTradeServer(), o); }
datetime TimeGMT(MqlDateTime &o) { return filled(TimeGMT(), o); }
datetime TimeLocal(MqlDateTime &o) { return filled(TimeLocal(), o); }
/// Seconds to add to local time for UTC, and the daylight correction that is in it.
int TimeGMTOffset() { return -(int)host::hostClock().pc.offset(host::hostClock().utcMs() / 1000); }
int TimeDaylightSavings() { return host::hostClock().pc.isSummer(host::hostClock().utcMs() / 1000) ? -3600 : 0; }

ulong GetMicrosecondCount() { return host::hostClock().elapsedUs(); }
/// The system's counter did not start with the program.
ulong GetTickCount64() { return 1000000 + host::hostClock().elapsedUs() / 1000; }
uint GetTickCount() { return (uint)GetTickCount64(); }
/// Sleep(0) gives the rest of the time slice away, as in Windows.
void Sleep(int ms) {
  if (ms <= 0) std::this_thread::yield();
  host::sleepMs(ms);
}

bool EventSetMillisecondTimer(int ms) {
  if (host::program().service) {
    _LastError = ERR_FUNCTION_NOT_ALLOWED;
    return false;
  }
  host::program().armTimer(std::max(ms, 1));
  return true;
}
bool EventSetTimer(int seconds) { return EventSetMillisecondTimer(seconds * 1000); }
void EventKillTimer() {
  host::program().timerMs = 0;
  host::program().timerPending = false;
}
bool EventChartCustom(long, ushort id, long l, double d, const string &s) {
  host::program().push(host::ChartEvent{CHARTEVENT_CUSTOM + id, l, d, s});
  return true;
}
bool IsStopped() {
  host::pump();
  return _StopFlag;
}
void ExpertRemove() { host::program().stop(REASON_PROGRAM); }
int UninitializeReason() { return _UninitReason; }
bool TerminalClose(int) {
  host::program().stop(REASON_CLOSE);
  return true;
}
} // namespace mql
