// Orders: checks the terminal makes itself, then the trade server.
#include "mql5-host.hpp"
#include "../terminal/death.hpp"
#include <unistd.h>

using host::Json;
using host::tradeClient;

namespace mql {
namespace {
void needServer(const char *function) {
  if (tradeClient().configured()) return;
  fflush(stdout);
  fprintf(stderr, "MQL5 host: no trade server: %s needs one\n", function);
  fflush(stderr);
  _exit(host::EXIT_NOT_MODELLED);
}
bool refused(MqlTradeResult &r, uint retcode, const char *comment, int error) {
  r = MqlTradeResult{};
  r.retcode = retcode;
  r.comment = string::ascii(comment);
  _LastError = error;
  return false;
}
/// What the terminal refuses before anything is sent.
bool allowed(MqlTradeResult &r) {
  const auto on = [](auto &properties, const char *f, auto p) { return properties.whole(f, p) != 0; };
  auto &p = host::program();
  if (!on(p.terminal, "TerminalInfoInteger", TERMINAL_TRADE_ALLOWED) || !on(p.info, "MQLInfoInteger", MQL_TRADE_ALLOWED))
    return refused(r, TRADE_RETCODE_CLIENT_DISABLES_AT, "AutoTrading disabled by client", ERR_TRADE_DISABLED);
  if (!on(p.account, "AccountInfoInteger", ACCOUNT_TRADE_ALLOWED)) return refused(r, TRADE_RETCODE_TRADE_DISABLED, "Trade disabled", ERR_TRADE_SEND_FAILED);
  if (!on(p.account, "AccountInfoInteger", ACCOUNT_TRADE_EXPERT))
    return refused(r, TRADE_RETCODE_SERVER_DISABLES_AT, "AutoTrading disabled by server", ERR_TRADE_SEND_FAILED);
  if (!p.connected || !tradeClient().online()) return refused(r, TRADE_RETCODE_CONNECTION, "No connection", ERR_TRADE_SEND_FAILED);
  return true;
}
/// Numbers a program's requests; starts again with every session, as MT5's does.
uint nextRequest() {
  static uint n = 0;
  return ++n;
}
bool succeeded(uint retcode) { return retcode == TRADE_RETCODE_DONE || retcode == TRADE_RETCODE_PLACED || retcode == TRADE_RETCODE_DONE_PARTIAL || retcode == 0; }

long sendOrder(const MqlTradeRequest &q, uint requestId, bool async) {
  return tradeClient().send("order", std::string("\"async\":") + (async ? "true" : "false") + ",\"request_id\":" + std::to_string(requestId) +
                                         ",\"request\":" + host::requestJson(q));
}
} // namespace

bool OrderSend(const MqlTradeRequest &q, MqlTradeResult &r) {
  needServer("OrderSend");
  if (!allowed(r)) return false;
  const uint requestId = nextRequest();
  const long id = sendOrder(q, requestId, false);
  const Json a = tradeClient().answer(id);
  if (!a) return refused(r, TRADE_RETCODE_TIMEOUT, "Request timed out", ERR_TRADE_SEND_FAILED);
  host::readResult(a["result"], r);
  r.request_id = requestId;
  if (succeeded(r.retcode)) return true;
  _LastError = ERR_TRADE_SEND_FAILED;
  return false;
}
/// True means sent, not received: the outcome comes as a transaction.
bool OrderSendAsync(const MqlTradeRequest &q, MqlTradeResult &r) {
  needServer("OrderSendAsync");
  if (!allowed(r)) return false;
  const uint requestId = nextRequest();
  host::reach("sending");
  if (!sendOrder(q, requestId, true)) return refused(r, TRADE_RETCODE_CONNECTION, "No connection", ERR_TRADE_SEND_FAILED);
  r = MqlTradeResult{};
  r.retcode = TRADE_RETCODE_PLACED;
  r.request_id = requestId;
  host::reach("sent");
  return true;
}
bool OrderCheck(const MqlTradeRequest &q, MqlTradeCheckResult &r) {
  needServer("OrderCheck");
  r = MqlTradeCheckResult{};
  const Json a = tradeClient().answer(tradeClient().send("check", "\"request\":" + host::requestJson(q)));
  if (!a) {
    r.retcode = TRADE_RETCODE_CONNECTION;
    _LastError = ERR_TRADE_SEND_FAILED;
    return false;
  }
  const Json &j = a["result"];
  r.retcode = (uint)j["retcode"].integer();
  r.balance = j["balance"].real();
  r.equity = j["equity"].real();
  r.profit = j["profit"].real();
  r.margin = j["margin"].real();
  r.margin_free = j["margin_free"].real();
  r.margin_level = j["margin_level"].real();
  r.comment = string::utf8(j["comment"].string(""));
  if (r.retcode == 0) return true;
  _LastError = ERR_TRADE_SEND_FAILED;
  return false;
}

namespace {
bool calculated(const char *kind, ENUM_ORDER_TYPE action, const string &symbol, double volume, double open, double close, double &out) {
  const std::string members = "\"action\":" + Json::quote(host::Properties::name(action)) + ",\"symbol\":" + Json::quote(symbol.u8()) +
                              ",\"volume\":" + Json::number(volume) + ",\"open\":" + Json::number(open) + ",\"close\":" + Json::number(close);
  const Json a = tradeClient().answer(tradeClient().send(kind, members));
  if (a && a["value"].kind() == Json::NUMBER) {
    out = a["value"].real();
    return true;
  }
  _LastError = ERR_TRADE_CALC_FAILED;
  return false;
}
} // namespace
bool OrderCalcMargin(ENUM_ORDER_TYPE action, const string &symbol, double volume, double price, double &margin) {
  needServer("OrderCalcMargin");
  return calculated("calcMargin", action, symbol, volume, price, 0, margin);
}
bool OrderCalcProfit(ENUM_ORDER_TYPE action, const string &symbol, double volume, double open, double close, double &profit) {
  needServer("OrderCalcProfit");
  return calculated("calcProfit", action, symbol, volume, open, close, profit);
}
} // namespace mql
