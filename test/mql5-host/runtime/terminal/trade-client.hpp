// Client of the trade server (TRADE-SERVER.md): a mirror of the account, its orders, positions and history.
#pragma once
#include "program.hpp"

namespace host {
/// A position, order or deal: its properties under MQL5's own names.
struct TradeRecord {
  unsigned long ticket = 0;
  /// Seconds: when a deal was made, when an order was set up.
  long time = 0;
  /// Identifier of the position that a deal or order belongs to.
  long position = 0;
  Properties values;
};
struct TradeMirror {
  std::vector<TradeRecord> positions, orders, history, deals;
};

class TradeClient {
public:
  TradeMirror mirror;

  /// Connects and waits for the first state; "" means that there is no server.
  void open(const std::string &socketPath);
  bool configured() const { return !path_.empty(); }
  bool online() const { return fd_ >= 0; }
  int descriptor() const { return fd_; }
  /// Takes what the server has sent; connects again when the link is down. True when there was a message.
  bool receive();
  /// Milliseconds until the next attempt to connect, -1 when none is due.
  int retryMs() const;
  /// Cuts the link (as a broker outage does) or lets it come back.
  void suspend(bool on);
  /// Sends a request and returns its number; 0 when offline.
  long send(const std::string &kind, const std::string &members);
  /// Waits for the answer, taking what else arrives; null after the time limit or a lost link.
  Json answer(long id);

private:
  std::string path_, input_;
  int fd_ = -1;
  long nextId_ = 1;
  bool suspended_ = false, haveState_ = false;
  uint64_t retryAtUs_ = 0;
  std::map<long, Json> answers_;

  void connect();
  void drop();
  void message(const Json &m);
};
TradeClient &tradeClient();
/// Reads the transaction, request and result of a pushed event.
TradeEvent tradeEvent(const Json &j);
std::string requestJson(const mql::MqlTradeRequest &q);
void readResult(const Json &j, mql::MqlTradeResult &r);
} // namespace host
