#include "mql5-host.hpp"
#include "control.hpp"
#include "trade-client.hpp"
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <unistd.h>

namespace host {
namespace {
constexpr int INPUT = 0, OUTPUT = 3;

void writeLine(const std::string &line) {
  const std::string text = line + "\n";
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = write(OUTPUT, text.data() + done, text.size() - done);
    if (n > 0) done += (size_t)n;
    else if (errno == EAGAIN) {
      pollfd p{OUTPUT, POLLOUT, 0};
      poll(&p, 1, 1000);
    } else if (errno != EINTR) return;
  }
}
bool outputOpen() {
  static const bool open = fcntl(OUTPUT, F_GETFD) != -1;
  return open;
}
} // namespace

Control &control() {
  static auto *c = [] {
    fcntl(INPUT, F_SETFL, fcntl(INPUT, F_GETFL) | O_NONBLOCK);
    return new Control;
  }();
  return *c;
}

void Control::event(const std::string &name, const std::string &members) {
  if (outputOpen()) writeLine("{\"event\":" + Json::quote(name) + (members.empty() ? "" : "," + members) + "}");
}

bool Control::readLine(std::string &line) {
  for (;;) {
    const size_t end = input_.find('\n', read_);
    if (end != std::string::npos) {
      line.assign(input_, read_, end - read_);
      read_ = end + 1;
      return true;
    }
    input_.erase(0, read_);
    read_ = 0;
    char b[65536];
    const ssize_t n = read(INPUT, b, sizeof b);
    if (n > 0) {
      input_.append(b, (size_t)n);
      continue;
    }
    if (n == 0 && !ended_) {
      ended_ = true;
      program().stop(mql::REASON_CLOSE);
    }
    return false;
  }
}

bool Control::stepTime() {
  Clock &c = hostClock();
  const uint64_t now = c.elapsedUs();
  if (!c.isVirtual() || targetUs_ <= now) return false;
  uint64_t next = targetUs_;
  const Program &p = program();
  if (p.timerMs && p.nextTimerUs > now) next = std::min(next, p.nextTimerUs);
  if (sleepUntilUs_ > now) next = std::min(next, sleepUntilUs_);
  c.advanceMs((long)((std::max(next, now + 1000) - now) / 1000));
  return true;
}

bool Control::take(int limit) {
  const bool news = tradeClient().receive();
  if (stepTime()) return true;
  std::string line;
  int done = 0;
  while (done < limit && readLine(line)) {
    done++;
    if (!line.empty()) execute(Json::parse(line));
    if (hostClock().isVirtual() && targetUs_ > hostClock().elapsedUs()) break;
  }
  return done > 0 || news;
}

void Control::execute(const Json &c) {
  const std::string id = std::to_string(c["id"].integer());
  std::string answer;
  try {
    if (c["cmd"].string() == "advance") {
      if (!hostClock().isVirtual()) throw std::runtime_error("time is real: it cannot be advanced");
      targetUs_ = std::max(targetUs_, hostClock().elapsedUs()) + (uint64_t)c["ms"].integer() * 1000;
      answer = "{\"id\":" + id + ",\"ok\":true}";
      afterAdvance_.push_back(answer);
      return;
    }
    const std::string members = runCommand(c);
    answer = "{\"id\":" + id + ",\"ok\":true" + (members.empty() ? "" : "," + members) + "}";
  } catch (const std::exception &e) {
    answer = "{\"id\":" + id + ",\"ok\":false,\"error\":" + Json::quote(e.what()) + "}";
  }
  answers_.push_back(answer);
}

void Control::settled() {
  fflush(stdout);
  for (const std::string &a : answers_)
    if (outputOpen()) writeLine(a);
  answers_.clear();
  if (hostClock().isVirtual() && targetUs_ > hostClock().elapsedUs()) return;
  for (const std::string &a : afterAdvance_)
    if (outputOpen()) writeLine(a);
  afterAdvance_.clear();
}

void Control::wait(long us) {
  settled();
  pollfd p[2] = {{INPUT, POLLIN, 0}, {tradeClient().descriptor(), POLLIN, 0}};
  const int retry = tradeClient().retryMs();
  if (retry >= 0 && (us < 0 || retry * 1000L < us)) us = retry * 1000L;
  if (ended_) p[0].fd = -1;
  const timespec limit{us / 1000000, us % 1000000 * 1000};
  ppoll(p, 2, us < 0 ? nullptr : &limit, nullptr);
}
} // namespace host
