// Positions, orders and history, as the mirror of the trade server has them.
#include "mql5-host.hpp"

using host::TradeRecord;

namespace mql {
namespace {
/// What a Select call chose: a copy, as the terminal keeps one.
TradeRecord position, order;
std::vector<unsigned long> historyOrders, historyDeals;

std::vector<TradeRecord> &positions() {
  host::pump();
  return host::tradeClient().mirror.positions;
}
std::vector<TradeRecord> &orders() {
  host::pump();
  return host::tradeClient().mirror.orders;
}
const TradeRecord *find(const std::vector<TradeRecord> &all, unsigned long ticket) {
  // Programs ask for what is new, and new is last.
  for (auto r = all.rbegin(); r != all.rend(); ++r)
    if (r->ticket == ticket) return &*r;
  return nullptr;
}
bool choose(TradeRecord &into, const TradeRecord *r, int error) {
  if (r) into = *r;
  else _LastError = error;
  return r;
}
/// A property the server did not give reads as the type's zero: the server's contract says so.
template <class E> bool real(const TradeRecord *r, E p, double &v) {
  v = r ? r->values.realOr(p, 0) : 0;
  return r;
}
template <class E> bool whole(const TradeRecord *r, E p, long &v) {
  v = r ? r->values.wholeOr(p, 0) : 0;
  return r;
}
template <class E> bool text(const TradeRecord *r, E p, string &v) {
  v = r ? r->values.textOr(p) : string::empty();
  return r;
}
const TradeRecord *chosen(const TradeRecord &r, int error) {
  if (r.ticket) return &r;
  _LastError = error;
  return nullptr;
}
const TradeRecord *chosenPosition() { return chosen(position, ERR_TRADE_POSITION_NOT_FOUND); }
const TradeRecord *chosenOrder() { return chosen(order, ERR_TRADE_ORDER_NOT_FOUND); }
const TradeRecord *historyOrder(ulong t) { return find(host::tradeClient().mirror.history, t); }
const TradeRecord *historyDeal(ulong t) { return find(host::tradeClient().mirror.deals, t); }
} // namespace

int PositionsTotal() { return (int)positions().size(); }
ulong PositionGetTicket(int i) {
  const auto &all = positions();
  if (!choose(position, i >= 0 && i < (int)all.size() ? &all[(size_t)i] : nullptr, ERR_TRADE_POSITION_NOT_FOUND)) return 0;
  return position.ticket;
}
string PositionGetSymbol(int i) { return PositionGetTicket(i) ? PositionGetString(POSITION_SYMBOL) : string::empty(); }
bool PositionSelectByTicket(ulong t) { return choose(position, find(positions(), t), ERR_TRADE_POSITION_NOT_FOUND); }
/// With several positions on the symbol, the one with the lowest ticket.
bool PositionSelect(const string &symbol) {
  const TradeRecord *best = nullptr;
  for (const TradeRecord &r : positions())
    if (r.values.textOr(POSITION_SYMBOL).s == symbol.s && (!best || r.ticket < best->ticket)) best = &r;
  return choose(position, best, ERR_TRADE_POSITION_NOT_FOUND);
}
int OrdersTotal() { return (int)orders().size(); }
ulong OrderGetTicket(int i) {
  const auto &all = orders();
  if (!choose(order, i >= 0 && i < (int)all.size() ? &all[(size_t)i] : nullptr, ERR_TRADE_ORDER_NOT_FOUND)) return 0;
  return order.ticket;
}
bool OrderSelect(ulong t) { return choose(order, find(orders(), t), ERR_TRADE_ORDER_NOT_FOUND); }

#define MQL_GETTERS(NAME, ENUM, TYPE, READ, SELECTED)                                                                                                 \
  bool NAME(ENUM p, TYPE &v) { return READ(SELECTED(), p, v); }                                                                                       \
  TYPE NAME(ENUM p) {                                                                                                                                 \
    TYPE v;                                                                                                                                           \
    READ(SELECTED(), p, v);                                                                                                                           \
    return v;                                                                                                                                         \
  }
MQL_GETTERS(PositionGetDouble, ENUM_POSITION_PROPERTY_DOUBLE, double, real, chosenPosition)
MQL_GETTERS(PositionGetInteger, ENUM_POSITION_PROPERTY_INTEGER, long, whole, chosenPosition)
MQL_GETTERS(PositionGetString, ENUM_POSITION_PROPERTY_STRING, string, text, chosenPosition)
MQL_GETTERS(OrderGetDouble, ENUM_ORDER_PROPERTY_DOUBLE, double, real, chosenOrder)
MQL_GETTERS(OrderGetInteger, ENUM_ORDER_PROPERTY_INTEGER, long, whole, chosenOrder)
MQL_GETTERS(OrderGetString, ENUM_ORDER_PROPERTY_STRING, string, text, chosenOrder)

#define MQL_HISTORY_GETTERS(NAME, ENUM, TYPE, READ, FIND)                                                                                             \
  bool NAME(ulong ticket, ENUM p, TYPE &v) { return READ(FIND(ticket), p, v); }                                                                       \
  TYPE NAME(ulong ticket, ENUM p) {                                                                                                                   \
    TYPE v;                                                                                                                                           \
    READ(FIND(ticket), p, v);                                                                                                                         \
    return v;                                                                                                                                         \
  }
MQL_HISTORY_GETTERS(HistoryOrderGetDouble, ENUM_ORDER_PROPERTY_DOUBLE, double, real, historyOrder)
MQL_HISTORY_GETTERS(HistoryOrderGetInteger, ENUM_ORDER_PROPERTY_INTEGER, long, whole, historyOrder)
MQL_HISTORY_GETTERS(HistoryOrderGetString, ENUM_ORDER_PROPERTY_STRING, string, text, historyOrder)
MQL_HISTORY_GETTERS(HistoryDealGetDouble, ENUM_DEAL_PROPERTY_DOUBLE, double, real, historyDeal)
MQL_HISTORY_GETTERS(HistoryDealGetInteger, ENUM_DEAL_PROPERTY_INTEGER, long, whole, historyDeal)
MQL_HISTORY_GETTERS(HistoryDealGetString, ENUM_DEAL_PROPERTY_STRING, string, text, historyDeal)

namespace {
template <class F> void select(std::vector<unsigned long> &into, const std::vector<TradeRecord> &from, const F &wanted) {
  into.clear();
  for (const TradeRecord &r : from)
    if (wanted(r)) into.push_back(r.ticket);
}
} // namespace
/// Deals by their time, orders by the time they were set up, both bounds included.
bool HistorySelect(datetime from, datetime to) {
  host::pump();
  const auto &m = host::tradeClient().mirror;
  const auto inside = [from, to](long t) { return t >= (long)from && t <= (long)to; };
  select(historyOrders, m.history, [&](const TradeRecord &r) { return inside(r.time); });
  select(historyDeals, m.deals, [&](const TradeRecord &r) { return inside(r.time); });
  return true;
}
bool HistorySelectByPosition(long id) {
  host::pump();
  const auto &m = host::tradeClient().mirror;
  select(historyOrders, m.history, [&](const TradeRecord &r) { return r.position == id; });
  select(historyDeals, m.deals, [&](const TradeRecord &r) { return r.position == id; });
  return true;
}
int HistoryOrdersTotal() { return (int)historyOrders.size(); }
int HistoryDealsTotal() { return (int)historyDeals.size(); }
ulong HistoryOrderGetTicket(int i) { return i >= 0 && i < (int)historyOrders.size() ? historyOrders[(size_t)i] : 0; }
ulong HistoryDealGetTicket(int i) { return i >= 0 && i < (int)historyDeals.size() ? historyDeals[(size_t)i] : 0; }
/// Selecting one entry replaces the selected list by it.
bool HistoryOrderSelect(ulong t) {
  historyOrders.clear();
  if (historyOrder(t)) historyOrders.push_back(t);
  else _LastError = ERR_TRADE_ORDER_NOT_FOUND;
  return !historyOrders.empty();
}
bool HistoryDealSelect(ulong t) {
  historyDeals.clear();
  if (historyDeal(t)) historyDeals.push_back(t);
  else _LastError = ERR_TRADE_DEAL_NOT_FOUND;
  return !historyDeals.empty();
}
} // namespace mql
