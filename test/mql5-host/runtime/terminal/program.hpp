// The running program: configuration, inputs, event queue and life cycle.
#pragma once
#include "market.hpp"

namespace host {
/// The event handlers that a program defines.
struct Handlers {
  int (*init)() = nullptr;
  void (*deinit)(int) = nullptr;
  void (*tick)() = nullptr;
  void (*timer)() = nullptr;
  void (*trade)() = nullptr;
  void (*start)() = nullptr;
  double (*tester)() = nullptr;
  void (*book)(const mql::string &) = nullptr;
  void (*transaction)(const mql::MqlTradeTransaction &, const mql::MqlTradeRequest &, const mql::MqlTradeResult &) = nullptr;
  void (*chart)(int, const long &, const double &, const mql::string &) = nullptr;
  const char *missing = nullptr;
  bool service = false;
};
struct ChartEvent {
  int id;
  long l;
  double d;
  mql::string s;
};
struct TradeEvent {
  mql::MqlTradeTransaction transaction{};
  mql::MqlTradeRequest request{};
  mql::MqlTradeResult result{};
};

class Program {
public:
  Json config;
  std::string name, path, dataDir, commonDir;
  Properties account, terminal, info;
  bool connected = true;
  long timerResolutionMs = 16;
  long timerMs = 0;
  bool tester = false;
  bool service = false;

  // ---- pending events: NewTick and Timer are single, the queues are bounded
  bool tickPending = false, timerPending = false;
  std::deque<TradeEvent> transactions;
  bool tradePending = false;
  std::deque<ChartEvent> chartEvents;
  uint64_t nextTimerUs = 0;

  /// Asks the program to end after the running handler, with an uninitialization reason.
  void stop(int reason);
  bool stopping = false;
  int reason = 0;
  /// Set when the program is to start again at once (parameters, chart or account changed).
  bool restart = false;
  /// Makes ready for another OnInit when a restart was asked for; pending events are gone, as in MT5.
  bool resume();
  /// True while a handler runs, so that commands know whether they interrupt it.
  bool inHandler = false;

  void push(TradeEvent e);
  void push(ChartEvent e);
  void newTick(MarketSymbol &s);
  void bookChanged(MarketSymbol &s);
  void armTimer(long ms);
  const std::string *input(const char *name) const;
  void setInputs(const Json &j);
  void load(const Json &j);

private:
  std::map<std::string, std::string> inputs_;
};
Program &program();

int runProgram(int argc, char **argv, const Handlers &h, const char *name);
/// Lets commands in while the program waits inside a handler. `ms` of the program's own time pass.
void sleepMs(long ms);
/// Takes waiting commands without blocking, at most once in a while.
void pump();
} // namespace host

namespace mql {
extern string _Symbol;
extern int _Digits;
extern double _Point;
extern ENUM_TIMEFRAMES _Period;
extern int _UninitReason;
extern bool _StopFlag;
extern bool _IsX64;

/// The value of an input: what the harness set, else the default.
template <class T> T inputValue(const char *name, T other) {
  const std::string *given = host::program().input(name);
  if (!given) return other;
  const string v = string::utf8(*given);
  if constexpr (std::is_same_v<T, string>) return v;
  else if constexpr (std::is_enum_v<T> && !std::is_same_v<T, datetime> && !std::is_same_v<T, color>) {
    long n;
    if (host::Properties::find<T>(*given, n)) return (T)n;
    return (T)v;
  } else return (T)v;
}
} // namespace mql

namespace host {
/// An input variable that can be read again when parameters change.
class InputBase {
public:
  InputBase() { all().push_back(this); }
  virtual ~InputBase() = default;
  virtual void reload() = 0;
  static std::vector<InputBase *> &all() {
    static std::vector<InputBase *> v;
    return v;
  }
};
template <class T> class Input : public InputBase {
public:
  T value;
  Input(const char *name, T other) : value(other), name_(name), default_(other) {}
  void reload() override { value = mql::inputValue<T>(name_, default_); }

private:
  const char *name_;
  T default_;
};
void reloadInputs();
} // namespace host
