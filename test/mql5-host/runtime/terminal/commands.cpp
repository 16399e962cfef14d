// The commands themselves: what each does to the simulated terminal.
#include "mql5-host.hpp"
#include "calendar.hpp"
#include "charts.hpp"
#include "control.hpp"
#include "globals.hpp"
#include "trade-client.hpp"
#include <stdexcept>

namespace host {
mql::MqlTick tickFrom(const Json &row) {
  const auto &a = row.array();
  const auto at = [&a](size_t i) { return i < a.size() ? a[i].real() : 0; };
  mql::MqlTick t{};
  t.time_msc = a.empty() ? 0 : a[0].integer();
  t.time = (mql::datetime)(t.time_msc / 1000);
  t.bid = at(1);
  t.ask = at(2);
  t.flags = a.size() > 3 ? (mql::uint)a[3].integer() : mql::TICK_FLAG_BID | mql::TICK_FLAG_ASK;
  t.last = at(4);
  t.volume = (mql::ulong)at(5);
  t.volume_real = at(6);
  return t;
}

namespace {
MarketSymbol &symbolOf(const Json &c) {
  MarketSymbol *s = market().find(mql::string::utf8(c["symbol"].string()));
  if (!s) throw std::runtime_error("unknown symbol " + c["symbol"].string());
  return *s;
}
std::vector<mql::MqlTick> ticksOf(const Json &c) {
  std::vector<mql::MqlTick> out;
  out.reserve(c["ticks"].array().size());
  for (const Json &row : c["ticks"].array()) {
    out.push_back(tickFrom(row));
    if (out.back().time_msc) continue;
    // A tick without a stamp happens now.
    out.back().time_msc = hostClock().brokerMs();
    out.back().time = (mql::datetime)(out.back().time_msc / 1000);
  }
  return out;
}
std::string arrived(MarketSymbol &s) {
  program().newTick(s);
  return "\"count\":" + std::to_string(s.ticks.size());
}

std::string ticks(const Json &c) {
  MarketSymbol &s = symbolOf(c);
  const auto t = ticksOf(c);
  s.append(t.data(), t.size());
  return arrived(s);
}
std::string tickFile(const Json &c) {
  MarketSymbol &s = symbolOf(c);
  loadTicks(s, c["path"].string(), (size_t)c["from"].integer(0), (size_t)c["count"].integer(-1));
  return arrived(s);
}
/// Replaces `remove` ticks from `index` by others: every rewriting of history is one of these.
std::string splice(const Json &c) {
  MarketSymbol &s = symbolOf(c);
  const size_t n = s.ticks.size(), index = std::min((size_t)c["index"].integer(), n);
  const size_t end = index + std::min((size_t)c["remove"].integer(0), n - index);
  const auto t = ticksOf(c);
  s.ticks.erase(s.ticks.begin() + (long)index, s.ticks.begin() + (long)end);
  s.ticks.insert(s.ticks.begin() + (long)index, t.begin(), t.end());
  s.rewritten();
  return "\"count\":" + std::to_string(s.ticks.size());
}
std::string book(const Json &c) {
  MarketSymbol &s = symbolOf(c);
  s.book.clear();
  for (const Json &row : c["levels"].array()) {
    mql::MqlBookInfo b{};
    long type = 0;
    if (!Properties::find<mql::ENUM_BOOK_TYPE>(row.array().at(0).string(), type)) throw std::runtime_error("unknown book type");
    b.type = (mql::ENUM_BOOK_TYPE)type;
    b.price = row.array().at(1).real();
    b.volume_real = row.array().at(2).real();
    b.volume = (long)b.volume_real;
    s.book.push_back(b);
  }
  program().bookChanged(s);
  return "";
}
std::string economy(const Json &c) {
  calendar().put(c);
  return "";
}
std::string set(const Json &c) {
  Program &p = program();
  p.account.load<mql::ENUM_ACCOUNT_INFO_INTEGER>(c["account"]);
  p.account.load<mql::ENUM_ACCOUNT_INFO_DOUBLE>(c["account"]);
  p.account.load<mql::ENUM_ACCOUNT_INFO_STRING>(c["account"]);
  p.terminal.load<mql::ENUM_TERMINAL_INFO_INTEGER>(c["terminal"]);
  p.terminal.load<mql::ENUM_TERMINAL_INFO_DOUBLE>(c["terminal"]);
  p.terminal.load<mql::ENUM_TERMINAL_INFO_STRING>(c["terminal"]);
  p.info.load<mql::ENUM_MQL_INFO_INTEGER>(c["program"]);
  for (const Json &s : c["symbols"].array()) market().add(s);
  return "";
}
std::string cold(const Json &c) {
  ColdHistory &h = symbolOf(c).cold;
  h.delayMs = c["delayMs"].integer(0);
  h.failures = (int)c["failures"].integer(0);
  h.error = (int)c["error"].integer(mql::ERR_HISTORY_TIMEOUT);
  h.copied = (int)c["copied"].integer(-1);
  return "";
}
std::string zone(const Json &c) {
  (c["which"].string("broker") == "pc" ? hostClock().pc : hostClock().broker) = TimeZone::from(c);
  return "";
}
std::string clockError(const Json &c) {
  hostClock().pcErrorMs = c["ms"].integer();
  return "";
}
std::string connection(const Json &c) {
  program().connected = c["connected"].boolean();
  return "";
}
std::string stop(const Json &c) {
  program().stop((int)c["reason"].integer(mql::REASON_REMOVE));
  return "";
}
/// Deinitialises and initialises again, as MT5 does after new parameters, another chart symbol or another account.
std::string restart(const Json &c) {
  Program &p = program();
  p.setInputs(c["inputs"]);
  if (c.has("account")) set(c);
  if (c.has("chartSymbol")) mql::_Symbol = mql::string::utf8(c["chartSymbol"].string());
  p.restart = true;
  p.stop((int)c["reason"].integer(mql::REASON_PARAMETERS));
  return "";
}
std::string chartEvent(const Json &c) {
  program().push(ChartEvent{(int)c["eventId"].integer(), c["lparam"].integer(), c["dparam"].real(), mql::string::utf8(c["sparam"].string(""))});
  return "";
}
std::string transaction(const Json &c) {
  program().push(tradeEvent(c));
  return "";
}
std::string readChart(const Json &) { return "\"chart\":" + chart().json(); }
std::string readGlobals(const Json &) { return "\"globals\":" + globals().json(); }
std::string readState(const Json &) {
  return "\"brokerMs\":" + std::to_string(hostClock().brokerMs()) + ",\"utcMs\":" + std::to_string(hostClock().utcMs()) +
         ",\"timerMs\":" + std::to_string(program().timerMs);
}
std::string ping(const Json &) { return ""; }
/// A mark in the journal, so that the harness knows how far it has read.
std::string mark(const Json &c) {
  printf("\001%s\n", c["text"].string().c_str());
  fflush(stdout);
  return "";
}
std::string disconnectServer(const Json &c) {
  tradeClient().suspend(c["suspended"].boolean(true));
  return "";
}
} // namespace

std::string runCommand(const Json &c) {
  static const std::map<std::string, std::string (*)(const Json &)> commands{
      {"ticks", ticks}, {"tickFile", tickFile}, {"splice", splice}, {"book", book}, {"calendar", economy}, {"set", set}, {"cold", cold}, {"zone", zone}, {"clockError", clockError},
      {"connection", connection}, {"stop", stop}, {"restart", restart}, {"chartEvent", chartEvent}, {"transaction", transaction}, {"chart", readChart},
      {"globals", readGlobals}, {"state", readState}, {"ping", ping}, {"mark", mark}, {"suspendTradeServer", disconnectServer}};
  const auto i = commands.find(c["cmd"].string());
  if (i == commands.end()) throw std::runtime_error("unknown command " + c["cmd"].string());
  return i->second(c);
}
} // namespace host
