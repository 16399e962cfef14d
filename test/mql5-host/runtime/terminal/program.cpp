#include "mql5-host.hpp"
#include "program.hpp"
#include <execinfo.h>
#include <unistd.h>

namespace mql {
int _LastError = 0;
string _Symbol;
int _Digits = 5;
double _Point = 0.00001;
ENUM_TIMEFRAMES _Period = PERIOD_M1;
int _UninitReason = 0;
bool _StopFlag = false;
bool _IsX64 = true;
void deletedInvalidPointer() { fprintf(stderr, "[mql5-host] delete of an invalid pointer\n"); }
} // namespace mql

namespace host {
/// MT5 keeps at most this many trade transactions; older ones are displaced.
constexpr size_t TRANSACTION_QUEUE = 1024;
constexpr size_t CHART_QUEUE = 1024;

void critical(const std::string &what) {
  void *frames[24];
  const int n = backtrace(frames, 24);
  fprintf(stderr, "[mql5-host] %s at:\n", what.c_str());
  backtrace_symbols_fd(frames + 1, n - 1, 2);
  throw Critical{what};
}
void notModelled(const std::string &name) {
  fflush(stdout);
  fprintf(stderr, "MQL5 host: %s is not modelled\n", name.c_str());
  fflush(stderr);
  _exit(EXIT_NOT_MODELLED);
}

Program &program() {
  static auto *p = new Program;
  return *p;
}

void Program::stop(int why) {
  if (stopping) return;
  stopping = true;
  reason = why;
  mql::_UninitReason = why;
  mql::_StopFlag = true;
}
bool Program::resume() {
  if (!restart) return false;
  restart = stopping = false;
  mql::_StopFlag = false;
  timerMs = 0;
  tickPending = timerPending = tradePending = false;
  transactions.clear();
  chartEvents.clear();
  if (const MarketSymbol *s = market().find(mql::_Symbol)) {
    mql::_Digits = s->digits();
    mql::_Point = s->point();
  }
  return true;
}
void reloadInputs() {
  for (InputBase *i : InputBase::all()) i->reload();
}
void Program::push(TradeEvent e) {
  if (transactions.size() >= TRANSACTION_QUEUE) transactions.pop_front();
  transactions.push_back(std::move(e));
  tradePending = true;
}
void Program::push(ChartEvent e) {
  if (chartEvents.size() < CHART_QUEUE) chartEvents.push_back(std::move(e));
}
void Program::newTick(MarketSymbol &s) {
  if (s.name.s == mql::_Symbol.s) tickPending = true;
}
void Program::bookChanged(MarketSymbol &s) {
  if (s.bookSubscribers > 0) s.bookPending = true;
}
void Program::armTimer(long ms) {
  timerMs = ms;
  timerPending = false;
  nextTimerUs = hostClock().elapsedUs() + (uint64_t)std::max(ms, timerResolutionMs) * 1000;
}
const std::string *Program::input(const char *wanted) const {
  const auto i = inputs_.find(wanted);
  return i == inputs_.end() ? nullptr : &i->second;
}
void Program::setInputs(const Json &j) {
  for (const auto &[key, value] : j.object()) inputs_[key] = value.kind() == Json::BOOL ? (value.boolean() ? "true" : "false") : value.string();
}

namespace {
mql::ENUM_TIMEFRAMES timeframe(const std::string &name) {
  long v;
  if (!Properties::find<mql::ENUM_TIMEFRAMES>("PERIOD_" + name, v)) return mql::PERIOD_M1;
  return (mql::ENUM_TIMEFRAMES)v;
}
} // namespace

void Program::load(const Json &j) {
  config = j;
  path = j["path"].string("");
  dataDir = j["dataDir"].string(".");
  commonDir = j["commonDir"].string(dataDir + "/common");
  timerResolutionMs = j["timerResolutionMs"].integer(16);
  tester = j["tester"].boolean();
  setInputs(j["inputs"]);
  account.load<mql::ENUM_ACCOUNT_INFO_INTEGER>(j["account"]);
  account.load<mql::ENUM_ACCOUNT_INFO_DOUBLE>(j["account"]);
  account.load<mql::ENUM_ACCOUNT_INFO_STRING>(j["account"]);
  terminal.load<mql::ENUM_TERMINAL_INFO_INTEGER>(j["terminal"]);
  terminal.load<mql::ENUM_TERMINAL_INFO_DOUBLE>(j["terminal"]);
  terminal.load<mql::ENUM_TERMINAL_INFO_STRING>(j["terminal"]);
  info.load<mql::ENUM_MQL_INFO_INTEGER>(j["program"]);
  info.load<mql::ENUM_MQL_INFO_STRING>(j["program"]);
  hostClock().pc = TimeZone::from(j["pcTimeZone"]);
  hostClock().broker = TimeZone::from(j["timeZone"]);
  hostClock().start(j["virtualTime"].boolean(), j["startUtcMs"].integer());
  for (const Json &s : j["symbols"].array()) market().add(s);
  for (const auto &[symbol, file] : j["ticks"].object())
    if (MarketSymbol *s = market().find(mql::string::utf8(symbol))) loadTicks(*s, file.string(), 0, (size_t)-1);
  mql::_Symbol = mql::string::utf8(j["symbol"].string("EURUSD"));
  mql::_Period = timeframe(j["period"].string("M1"));
  if (const MarketSymbol *s = market().find(mql::_Symbol)) {
    mql::_Digits = s->digits();
    mql::_Point = s->point();
  }
}
} // namespace host
