// The terminal's clocks: real or virtual time, the PC's and the broker's time zone.
#pragma once
#include <cstdint>
#include <string>

namespace host {
class Json;

/// Offset from UTC with a daylight-saving rule. `us` and `eu` switch at the instants of New York and of the European Union.
struct TimeZone {
  enum Rule { NONE, US, EU } rule = NONE;
  /// Seconds east of UTC in winter; summer adds an hour.
  long winterOffset = 0;

  static TimeZone from(const Json &j);
  bool isSummer(long utcSeconds) const;
  long offset(long utcSeconds) const { return winterOffset + (isSummer(utcSeconds) ? 3600 : 0); }
};

class Clock {
public:
  TimeZone pc, broker;
  /// Milliseconds that the PC's clock is wrong: TimeGMT and TimeTradeServer inherit it, as in the terminal.
  long pcErrorMs = 0;

  void start(bool virtualTime, long utcMs);
  bool isVirtual() const { return virtual_; }
  /// UTC milliseconds as the PC believes them.
  long utcMs() const;
  /// Broker wall time in ms, encoded as an epoch: what tick stamps are.
  long brokerMs() const;
  /// Microseconds since the program started; never runs back.
  uint64_t elapsedUs() const;
  /// Virtual time only.
  void advanceMs(long ms) { virtualUs_ += (uint64_t)ms * 1000; }
  /// Steps the wall clock (not elapsedUs), as a time synchronisation does.
  void stepMs(long ms) { startUtcMs_ += ms; }

private:
  bool virtual_ = false;
  long startUtcMs_ = 0;
  uint64_t startUs_ = 0, virtualUs_ = 0;
};

Clock &hostClock();
long daysFromCivil(int year, int month, int day);
/// Monotonic microseconds of the machine.
uint64_t monotonicUs();
} // namespace host
