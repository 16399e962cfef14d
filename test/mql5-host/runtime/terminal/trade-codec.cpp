// Trade requests, results and transactions as JSON: enumerations travel by name.
#include "mql5-host.hpp"
#include "trade-client.hpp"

namespace host {
namespace {
class Object {
public:
  void add(const char *name, const std::string &json) { o_ += (o_.size() > 1 ? "," : "") + Json::quote(name) + ":" + json; }
  void whole(const char *name, unsigned long v) { add(name, "\"" + std::to_string(v) + "\""); }
  void real(const char *name, double v) { add(name, Json::number(v)); }
  void text(const char *name, const mql::string &v) { add(name, Json::quote(v.u8())); }
  template <class E> void named(const char *name, E v) { add(name, Json::quote(Properties::name(v))); }
  std::string done() const { return o_ + "}"; }

private:
  std::string o_ = "{";
};

template <class E> E named(const Json &j) {
  long v = 0;
  if (j.kind() == Json::STRING) Properties::find<E>(j.string(), v);
  return (E)v;
}
mql::string text(const Json &j) { return j.kind() == Json::STRING ? mql::string::utf8(j.string()) : mql::string(); }

mql::MqlTradeRequest readRequest(const Json &j) {
  mql::MqlTradeRequest q{};
  q.action = named<mql::ENUM_TRADE_REQUEST_ACTIONS>(j["action"]);
  q.magic = (mql::ulong)j["magic"].integer();
  q.order = (mql::ulong)j["order"].integer();
  q.symbol = text(j["symbol"]);
  q.volume = j["volume"].real();
  q.price = j["price"].real();
  q.stoplimit = j["stoplimit"].real();
  q.sl = j["sl"].real();
  q.tp = j["tp"].real();
  q.deviation = (mql::ulong)j["deviation"].integer();
  q.type = named<mql::ENUM_ORDER_TYPE>(j["type"]);
  q.type_filling = named<mql::ENUM_ORDER_TYPE_FILLING>(j["type_filling"]);
  q.type_time = named<mql::ENUM_ORDER_TYPE_TIME>(j["type_time"]);
  q.expiration = (mql::datetime)j["expiration"].integer();
  q.comment = text(j["comment"]);
  q.position = (mql::ulong)j["position"].integer();
  q.position_by = (mql::ulong)j["position_by"].integer();
  return q;
}
mql::MqlTradeTransaction readTransaction(const Json &j) {
  mql::MqlTradeTransaction t{};
  t.type = named<mql::ENUM_TRADE_TRANSACTION_TYPE>(j["type"]);
  t.deal = (mql::ulong)j["deal"].integer();
  t.order = (mql::ulong)j["order"].integer();
  t.symbol = text(j["symbol"]);
  t.order_type = named<mql::ENUM_ORDER_TYPE>(j["order_type"]);
  t.order_state = named<mql::ENUM_ORDER_STATE>(j["order_state"]);
  t.deal_type = named<mql::ENUM_DEAL_TYPE>(j["deal_type"]);
  t.time_type = named<mql::ENUM_ORDER_TYPE_TIME>(j["time_type"]);
  t.time_expiration = (mql::datetime)j["time_expiration"].integer();
  t.price = j["price"].real();
  t.price_trigger = j["price_trigger"].real();
  t.price_sl = j["price_sl"].real();
  t.price_tp = j["price_tp"].real();
  t.volume = j["volume"].real();
  t.position = (mql::ulong)j["position"].integer();
  t.position_by = (mql::ulong)j["position_by"].integer();
  return t;
}
} // namespace

std::string requestJson(const mql::MqlTradeRequest &q) {
  Object o;
  o.named("action", q.action);
  o.whole("magic", q.magic);
  o.whole("order", q.order);
  o.text("symbol", q.symbol);
  o.real("volume", q.volume);
  o.real("price", q.price);
  o.real("stoplimit", q.stoplimit);
  o.real("sl", q.sl);
  o.real("tp", q.tp);
  o.whole("deviation", q.deviation);
  o.named("type", q.type);
  o.named("type_filling", q.type_filling);
  o.named("type_time", q.type_time);
  o.whole("expiration", (unsigned long)q.expiration);
  o.text("comment", q.comment);
  o.whole("position", q.position);
  o.whole("position_by", q.position_by);
  return o.done();
}

void readResult(const Json &j, mql::MqlTradeResult &r) {
  r.retcode = (mql::uint)j["retcode"].integer();
  r.deal = (mql::ulong)j["deal"].integer();
  r.order = (mql::ulong)j["order"].integer();
  r.volume = j["volume"].real();
  r.price = j["price"].real();
  r.bid = j["bid"].real();
  r.ask = j["ask"].real();
  r.comment = text(j["comment"]);
  r.request_id = (mql::uint)j["request_id"].integer();
  r.retcode_external = (int)j["retcode_external"].integer();
}

TradeEvent tradeEvent(const Json &j) {
  TradeEvent e;
  e.transaction = readTransaction(j["transaction"]);
  e.request = readRequest(j["request"]);
  readResult(j["result"], e.result);
  return e;
}
} // namespace host
