#include "mql5-host.hpp"
#include "calendar.hpp"

namespace host {
Calendar &calendar() {
  static auto *c = new Calendar;
  return *c;
}

bool Calendar::ready() {
  pump();
  if (failures <= 0) return true;
  failures--;
  mql::_LastError = error;
  return false;
}

namespace {
constexpr long NONE = -9223372036854775807L - 1;
long figure(const Json &j) { return j.isNull() ? NONE : j.integer(); }

template <class T> void replace(std::vector<T> &all, const T &one) {
  for (T &known : all)
    if (known.id == one.id) {
      known = one;
      return;
    }
  all.push_back(one);
}
} // namespace

void Calendar::put(const Json &what) {
  failures = (int)what["failures"].integer(0);
  error = (int)what["error"].integer(mql::ERR_CALENDAR_TIMEOUT);
  for (const Json &j : what["countries"].array()) {
    mql::MqlCalendarCountry c{};
    c.id = (mql::ulong)j["id"].integer();
    c.name = mql::string::utf8(j["name"].string(""));
    c.code = mql::string::utf8(j["code"].string(""));
    c.currency = mql::string::utf8(j["currency"].string(""));
    replace(countries, c);
  }
  for (const Json &j : what["events"].array()) {
    mql::MqlCalendarEvent e{};
    e.id = (mql::ulong)j["id"].integer();
    e.type = (mql::ENUM_CALENDAR_EVENT_TYPE)j["type"].integer(0);
    e.time_mode = (mql::ENUM_CALENDAR_EVENT_TIMEMODE)j["timeMode"].integer(0);
    e.country_id = (mql::ulong)j["country"].integer();
    e.unit = (mql::ENUM_CALENDAR_EVENT_UNIT)j["unit"].integer(0);
    e.importance = (mql::ENUM_CALENDAR_EVENT_IMPORTANCE)j["importance"].integer(0);
    e.multiplier = (mql::ENUM_CALENDAR_EVENT_MULTIPLIER)j["multiplier"].integer(0);
    e.digits = (mql::uint)j["digits"].integer(0);
    e.name = mql::string::utf8(j["name"].string(""));
    replace(events, e);
  }
  for (const Json &j : what["values"].array()) {
    mql::MqlCalendarValue v{};
    v.id = (mql::ulong)j["id"].integer();
    v.event_id = (mql::ulong)j["event"].integer();
    v.time = (mql::datetime)j["time"].integer();
    v.period = (mql::datetime)j["period"].integer(0);
    v.revision = (int)j["revision"].integer(0);
    v.actual_value = figure(j["actual"]);
    v.prev_value = figure(j["previous"]);
    v.revised_prev_value = figure(j["revised"]);
    v.forecast_value = figure(j["forecast"]);
    v.impact_type = (mql::ENUM_CALENDAR_EVENT_IMPACT)j["impact"].integer(0);
    replace(values, v);
    changeId += 256;
    changes.push_back({changeId, v.id});
  }
  std::stable_sort(values.begin(), values.end(), [](const auto &a, const auto &b) { return (long)a.time < (long)b.time; });
}
} // namespace host
