// The economic calendar.
#include "mql5-host.hpp"
#include "../terminal/calendar.hpp"

using host::calendar;

namespace mql {
namespace {
template <class T> bool byId(const std::vector<T> &all, ulong id, T &out) {
  if (!calendar().ready()) return false;
  for (const T &one : all)
    if (one.id == id) {
      out = one;
      return true;
    }
  _LastError = ERR_CALENDAR_NO_DATA;
  return false;
}

template <class T> int fill(const std::vector<T> &found, const MqlRef_<T> &out) {
  if (out.dynamic()) out.resize((int)found.size(), 0);
  const int n = std::min((int)found.size(), out.size());
  for (int i = 0; i < n; i++) out[i] = found[(size_t)i];
  if (n < (int)found.size()) _LastError = ERR_CALENDAR_MORE_DATA;
  return n;
}

const MqlCalendarEvent *eventOf(ulong id) {
  for (const auto &e : calendar().events)
    if (e.id == id) return &e;
  return nullptr;
}

/// NULL and "" let everything pass.
bool passes(const MqlCalendarEvent *e, const string &country, const string &currency) {
  if (country.s.empty() && currency.s.empty()) return true;
  if (!e) return false;
  for (const auto &c : calendar().countries)
    if (c.id == e->country_id) return (country.s.empty() || c.code.s == country.s) && (currency.s.empty() || c.currency.s == currency.s);
  return false;
}

bool within(const MqlCalendarValue &v, datetime from, datetime to) { return (long)v.time >= (long)from && ((long)to == 0 || (long)v.time <= (long)to); }

int eventsWhere(const MqlRef_<MqlCalendarEvent> &out, const string &country, const string &currency) {
  if (!calendar().ready()) return 0;
  std::vector<MqlCalendarEvent> found;
  for (const auto &e : calendar().events)
    if (passes(&e, country, currency)) found.push_back(e);
  return fill(found, out);
}

int changedSince(ulong &change, const MqlRef_<MqlCalendarValue> &out, ulong event, const string &country, const string &currency) {
  if (!calendar().ready()) return 0;
  std::vector<MqlCalendarValue> found;
  if (change != 0)
    for (const auto &v : calendar().values) {
      bool changed = false;
      for (const auto &c : calendar().changes) changed = changed || (c.id > change && c.value == v.id);
      if (changed && (event == 0 || v.event_id == event) && passes(eventOf(v.event_id), country, currency)) found.push_back(v);
    }
  change = calendar().changeId;
  return fill(found, out);
}
} // namespace

bool CalendarCountryById(const long id, MqlCalendarCountry &country) { return byId(calendar().countries, (ulong)id, country); }
bool CalendarEventById(const ulong id, MqlCalendarEvent &event) { return byId(calendar().events, id, event); }
bool CalendarValueById(const ulong id, MqlCalendarValue &value) { return byId(calendar().values, id, value); }
int CalendarCountries(MqlRef_<MqlCalendarCountry> countries) { return calendar().ready() ? fill(calendar().countries, countries) : 0; }
int CalendarEventByCountry(const string &code, MqlRef_<MqlCalendarEvent> events) { return eventsWhere(events, code, string()); }
int CalendarEventByCurrency(const string &currency, MqlRef_<MqlCalendarEvent> events) { return eventsWhere(events, string(), currency); }
int CalendarValueHistory(MqlRef_<MqlCalendarValue> values, const datetime from, const datetime to, const string &country, const string &currency) {
  if (!calendar().ready()) return 0;
  std::vector<MqlCalendarValue> found;
  for (const auto &v : calendar().values)
    if (within(v, from, to) && passes(eventOf(v.event_id), country, currency)) found.push_back(v);
  return fill(found, values);
}
bool CalendarValueHistoryByEvent(const ulong id, MqlRef_<MqlCalendarValue> values, const datetime from, const datetime to) {
  if (!calendar().ready()) return false;
  std::vector<MqlCalendarValue> found;
  for (const auto &v : calendar().values)
    if (v.event_id == id && within(v, from, to)) found.push_back(v);
  return fill(found, values) == (int)found.size();
}
int CalendarValueLast(ulong &change, MqlRef_<MqlCalendarValue> values, const string &country, const string &currency) {
  return changedSince(change, values, 0, country, currency);
}
int CalendarValueLastByEvent(const ulong id, ulong &change, MqlRef_<MqlCalendarValue> values) {
  return changedSince(change, values, id, string(), string());
}
} // namespace mql
