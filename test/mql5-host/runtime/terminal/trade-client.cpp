#include "mql5-host.hpp"
#include "trade-client.hpp"
#include "control.hpp"
#include <cerrno>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace host {
namespace {
constexpr uint64_t RETRY_US = 100'000, ANSWER_LIMIT_US = 30'000'000;

template <class I, class D, class S> TradeRecord record(const Json &j) {
  TradeRecord r;
  r.ticket = (unsigned long)j["ticket"].integer();
  r.values.load<I>(j);
  r.values.load<D>(j);
  r.values.load<S>(j);
  if constexpr (std::is_same_v<I, mql::ENUM_DEAL_PROPERTY_INTEGER>) {
    r.time = r.values.wholeOr(mql::DEAL_TIME, 0);
    r.position = r.values.wholeOr(mql::DEAL_POSITION_ID, 0);
  }
  if constexpr (std::is_same_v<I, mql::ENUM_ORDER_PROPERTY_INTEGER>) {
    r.time = r.values.wholeOr(mql::ORDER_TIME_SETUP, 0);
    r.position = r.values.wholeOr(mql::ORDER_POSITION_ID, 0);
  }
  return r;
}
using Reader = TradeRecord (*)(const Json &);
constexpr Reader position = record<mql::ENUM_POSITION_PROPERTY_INTEGER, mql::ENUM_POSITION_PROPERTY_DOUBLE, mql::ENUM_POSITION_PROPERTY_STRING>;
constexpr Reader order = record<mql::ENUM_ORDER_PROPERTY_INTEGER, mql::ENUM_ORDER_PROPERTY_DOUBLE, mql::ENUM_ORDER_PROPERTY_STRING>;
constexpr Reader deal = record<mql::ENUM_DEAL_PROPERTY_INTEGER, mql::ENUM_DEAL_PROPERTY_DOUBLE, mql::ENUM_DEAL_PROPERTY_STRING>;

void upsert(std::vector<TradeRecord> &all, const Json &rows, Reader read) {
  for (const Json &row : rows.array()) {
    TradeRecord r = read(row);
    // Newest last, and what changes is nearly always new.
    const auto i = std::find_if(all.rbegin(), all.rend(), [&r](const TradeRecord &x) { return x.ticket == r.ticket; });
    if (i == all.rend()) all.push_back(std::move(r));
    else *i = std::move(r);
  }
}
void remove(std::vector<TradeRecord> &all, const Json &tickets) {
  for (const Json &t : tickets.array()) {
    const auto ticket = (unsigned long)t.integer();
    all.erase(std::remove_if(all.begin(), all.end(), [ticket](const TradeRecord &x) { return x.ticket == ticket; }), all.end());
  }
}
void apply(TradeMirror &m, const Json &j) {
  upsert(m.positions, j["positions"], position);
  remove(m.positions, j["positionsGone"]);
  upsert(m.orders, j["orders"], order);
  remove(m.orders, j["ordersGone"]);
  upsert(m.history, j["history"], order);
  remove(m.history, j["historyGone"]);
  upsert(m.deals, j["deals"], deal);
  remove(m.deals, j["dealsGone"]);
}
} // namespace

TradeClient &tradeClient() {
  static auto *c = new TradeClient;
  return *c;
}

void TradeClient::open(const std::string &socketPath) {
  path_ = socketPath;
  if (path_.empty()) return;
  const uint64_t limit = monotonicUs() + ANSWER_LIMIT_US;
  while (!haveState_) {
    receive();
    if (monotonicUs() > limit) throw std::runtime_error("no state from the trade server at " + path_);
    pollfd p{fd_, POLLIN, 0};
    poll(&p, 1, 20);
  }
}

void TradeClient::connect() {
  if (suspended_ || path_.empty() || monotonicUs() < retryAtUs_) return;
  retryAtUs_ = monotonicUs() + RETRY_US;
  sockaddr_un a{};
  a.sun_family = AF_UNIX;
  if (path_.size() >= sizeof a.sun_path) throw std::runtime_error("socket path too long: " + path_);
  memcpy(a.sun_path, path_.c_str(), path_.size() + 1);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(fd, (sockaddr *)&a, sizeof a) != 0) {
    close(fd);
    return;
  }
  fd_ = fd;
  input_.clear();
  send("hello", "\"version\":1,\"program\":" + Json::quote(program().name));
}

void TradeClient::drop() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
  retryAtUs_ = monotonicUs() + RETRY_US;
}
int TradeClient::retryMs() const {
  if (path_.empty() || fd_ >= 0 || suspended_) return -1;
  const uint64_t now = monotonicUs();
  return retryAtUs_ <= now ? 0 : (int)((retryAtUs_ - now) / 1000 + 1);
}
void TradeClient::suspend(bool on) {
  suspended_ = on;
  if (on) drop();
  else retryAtUs_ = 0;
}

long TradeClient::send(const std::string &kind, const std::string &members) {
  if (fd_ < 0) return 0;
  const long id = nextId_++;
  const std::string line = "{\"type\":\"" + kind + "\",\"id\":" + std::to_string(id) + (members.empty() ? "" : "," + members) + "}\n";
  size_t done = 0;
  while (done < line.size()) {
    const ssize_t n = ::send(fd_, line.data() + done, line.size() - done, MSG_NOSIGNAL);
    if (n <= 0 && errno != EINTR) {
      drop();
      return 0;
    }
    if (n > 0) done += (size_t)n;
  }
  return id;
}

bool TradeClient::receive() {
  if (fd_ < 0) connect();
  while (fd_ >= 0) {
    char b[65536];
    const ssize_t n = recv(fd_, b, sizeof b, MSG_DONTWAIT);
    if (n > 0) {
      input_.append(b, (size_t)n);
      continue;
    }
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) drop();
    break;
  }
  size_t from = 0;
  for (size_t end; (end = input_.find('\n', from)) != std::string::npos; from = end + 1)
    if (end > from) message(Json::parse(input_.substr(from, end - from)));
  input_.erase(0, from);
  return from > 0;
}

Json TradeClient::answer(long id) {
  const uint64_t limit = monotonicUs() + ANSWER_LIMIT_US;
  while (id) {
    receive();
    if (const auto i = answers_.find(id); i != answers_.end()) {
      Json j = i->second;
      answers_.erase(i);
      return j;
    }
    if (fd_ < 0 || monotonicUs() > limit || program().stopping) break;
    pollfd p{fd_, POLLIN, 0};
    poll(&p, 1, 20);
  }
  return {};
}

void TradeClient::message(const Json &m) {
  const std::string &type = m["type"].string();
  if (type == "answer") {
    answers_[m["id"].integer()] = m;
    return;
  }
  if (type == "state") {
    mirror = TradeMirror{};
    haveState_ = true;
  }
  if (m.has("account") || m.has("symbols")) {
    program().account.load<mql::ENUM_ACCOUNT_INFO_INTEGER>(m["account"]);
    program().account.load<mql::ENUM_ACCOUNT_INFO_DOUBLE>(m["account"]);
    program().account.load<mql::ENUM_ACCOUNT_INFO_STRING>(m["account"]);
    for (const Json &s : m["symbols"].array()) market().add(s);
  }
  apply(mirror, m);
  for (const auto &[name, rows] : m["ticks"].object()) {
    MarketSymbol *s = market().find(mql::string::utf8(name));
    if (!s) continue;
    for (const Json &row : rows.array()) {
      const mql::MqlTick t = tickFrom(row);
      s->append(&t, 1);
    }
    program().newTick(*s);
  }
  for (const Json &t : m["transactions"].array()) program().push(tradeEvent(t));
}
} // namespace host
