// The simulated economic calendar: what the terminal has downloaded of it.
#pragma once
#include "json.hpp"

namespace host {
struct CalendarChange {
  mql::ulong id, value;
};
class Calendar {
public:
  std::vector<mql::MqlCalendarCountry> countries;
  std::vector<mql::MqlCalendarEvent> events;
  /// In the order of their times, as MT5 hands them out.
  std::vector<mql::MqlCalendarValue> values;
  std::vector<CalendarChange> changes;
  /// Requests that fail with `error` before one succeeds: the terminal has not downloaded the calendar yet.
  int failures = 0;
  int error = 0;
  /// Grows with each change; identifiers may jump.
  mql::ulong changeId = 1024;

  /// Adds or replaces by id; each value that is new or another one is a change.
  void put(const Json &what);
  /// False, with the error set, while the calendar cannot be asked.
  bool ready();
};
Calendar &calendar();
} // namespace host
