// The life of a program process: start, event loop, end.
#include "mql5-host.hpp"
#include "control.hpp"
#include "death.hpp"
#include "trade-client.hpp"
#include <atomic>
#include <cfenv>
#include <fstream>
#include <poll.h>
#include <csignal>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>

namespace host {
namespace {
/// OnDeinit that takes longer is killed by the terminal.
constexpr int DEINIT_LIMIT_MS = 2500;

void onFloatingPointFault(int) {
  static const char text[] = "[mql5-host] critical error: zero divide\n";
  (void)!write(2, text, sizeof text - 1);
  _exit(EXIT_CRITICAL);
}
void onTerminate(int) { program().stop(mql::REASON_CLOSE); }

void installSignals() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGPIPE, SIG_IGN);
  // A file that may not grow is a full disk: the write fails, as in MT5.
  signal(SIGXFSZ, SIG_IGN);
  signal(SIGFPE, onFloatingPointFault);
  signal(SIGTERM, onTerminate);
  signal(SIGINT, onTerminate);
  feenableexcept(FE_DIVBYZERO);
}

/// Runs one handler; commands that arrive meanwhile wait or are taken by sleepMs and pump.
template <class F> void handle(const F &f) {
  program().inHandler = true;
  f();
  program().inHandler = false;
}

bool dispatchOne(const Handlers &h) {
  Program &p = program();
  if (p.tickPending) {
    p.tickPending = false;
    if (h.tick) handle(h.tick);
    return true;
  }
  if (!p.transactions.empty()) {
    const TradeEvent e = std::move(p.transactions.front());
    p.transactions.pop_front();
    reach("transaction");
    if (h.transaction) handle([&] { h.transaction(e.transaction, e.request, e.result); });
    return true;
  }
  if (p.tradePending) {
    p.tradePending = false;
    if (h.trade) handle(h.trade);
    return true;
  }
  for (auto &s : market().symbols) {
    if (!s->bookPending) continue;
    s->bookPending = false;
    if (h.book) handle([&] { h.book(s->name); });
    return true;
  }
  if (!p.chartEvents.empty()) {
    const ChartEvent e = std::move(p.chartEvents.front());
    p.chartEvents.pop_front();
    if (h.chart) handle([&] { h.chart(e.id, e.l, e.d, e.s); });
    return true;
  }
  if (p.timerPending) {
    p.timerPending = false;
    if (h.timer) handle(h.timer);
    return true;
  }
  return false;
}

/// A due timer raises one event; periods missed while a handler ran are not made up.
void raiseTimer() {
  Program &p = program();
  const uint64_t now = hostClock().elapsedUs();
  if (!p.timerMs || now < p.nextTimerUs) return;
  const uint64_t period = (uint64_t)std::max(p.timerMs, p.timerResolutionMs) * 1000;
  p.nextTimerUs += period;
  if (p.nextTimerUs <= now) p.nextTimerUs = now - (now - p.nextTimerUs) % period + period;
  p.timerPending = true;
}

void drain(const Handlers &h) {
  while (!program().stopping) {
    raiseTimer();
    if (!dispatchOne(h)) return;
  }
}

/// Longest the loop may sleep, microseconds; -1 without limit.
long idleUs() {
  const Program &p = program();
  if (hostClock().isVirtual() || !p.timerMs) return -1;
  const uint64_t now = hostClock().elapsedUs();
  return p.nextTimerUs <= now ? 0 : (long)(p.nextTimerUs - now);
}

void eventLoop(const Handlers &h) {
  Program &p = program();
  while (!p.stopping) {
    drain(h);
    if (p.stopping) break;
    control().settled();
    // With virtual time each command is worked off before the next, so a run repeats exactly.
    if (control().take(hostClock().isVirtual() ? 1 : 1024)) continue;
    control().wait(idleUs());
  }
}

/// Runs OnDeinit with the terminal's time limit.
void deinit(const Handlers &h) {
  if (!h.deinit) return;
  std::atomic<bool> done{false};
  std::thread watchdog([&done] {
    for (int ms = 0; ms < DEINIT_LIMIT_MS && !done; ms += 5) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (done) return;
    fprintf(stderr, "[mql5-host] OnDeinit took longer than %d ms and was killed\n", DEINIT_LIMIT_MS);
    _exit(EXIT_DEINIT_KILLED);
  });
  h.deinit(program().reason);
  done = true;
  watchdog.join();
}

/// Life from OnInit to OnDeinit. New parameters, chart or account run it again in the same process: globals keep their values, as in MT5.
int runOnce(const Handlers &h) {
  Program &p = program();
  reloadInputs();
  if (h.init) {
    const int code = h.init();
    if (code != 0) {
      control().event("initFailed", "\"code\":" + std::to_string(code));
      p.stop(mql::REASON_INITFAILED);
      deinit(h);
      return EXIT_INIT_FAILED;
    }
  }
  control().event("ready", "");
  if (h.start) handle(h.start);
  else eventLoop(h);
  if (!p.stopping) p.stop(mql::REASON_PROGRAM);
  deinit(h);
  if (h.tester && p.tester) control().event("tester", "\"value\":" + Json::number(h.tester()));
  return EXIT_OK;
}

std::string readFile(const std::string &path) {
  std::ifstream f(path);
  if (!f) throw std::runtime_error("cannot read " + path);
  std::stringstream s;
  s << f.rdbuf();
  return s.str();
}
} // namespace

void sleepMs(long ms) {
  Clock &c = hostClock();
  const uint64_t until = c.elapsedUs() + (uint64_t)std::max(ms, 0L) * 1000;
  // Sleep(0) gives the rest of its time slice away, as Windows has it.
  if (ms <= 0 && !c.isVirtual()) std::this_thread::yield();
  while (c.elapsedUs() < until && !program().stopping) {
    control().waitingUntil(until);
    if (control().take(1)) continue;
    // The time may have run out since it was looked at: less than nothing would be for ever.
    const uint64_t now = c.elapsedUs();
    control().wait(c.isVirtual() ? -1 : now < until ? (long)(until - now) : 0);
  }
}

void pump() {
  static uint64_t last = 0;
  if (hostClock().isVirtual() && program().inHandler && !program().service) return;
  const uint64_t now = monotonicUs();
  // A terminal shows what the broker said at once; commands of the test may wait.
  if (now - last < (tradeClient().online() ? 50u : 500u)) return;
  last = now;
  control().take(64);
  // A service's loop never comes back to the event loop, so its commands count as worked off at once.
  if (program().service) control().settled();
}

int runProgram(int argc, char **argv, const Handlers &h, const char *name) {
  Program &p = program();
  int code = EXIT_OK;
  try {
    p.name = name;
    p.service = h.service;
    std::string file;
    for (int i = 1; i < argc; i++)
      if (strncmp(argv[i], "--config=", 9) == 0) file = argv[i] + 9;
    if (file.empty()) throw std::runtime_error("--config=FILE is needed");
    installSignals();
    if (h.missing) notModelled(h.missing);
    p.load(Json::parse(readFile(file)));
    tradeClient().open(p.config["tradeServer"].string(""));
    do code = runOnce(h);
    while (code == EXIT_OK && p.resume());
  } catch (const Critical &c) {
    fprintf(stderr, "[mql5-host] critical error: %s\n", c.what.c_str());
    code = EXIT_CRITICAL;
  } catch (const std::exception &e) {
    fprintf(stderr, "[mql5-host] %s\n", e.what());
    code = EXIT_BAD_CONFIG;
  }
  if (mql::slots().dynamicLive > 0) fprintf(stderr, "[mql5-host] %ld undeleted dynamic objects found\n", mql::slots().dynamicLive);
  fflush(nullptr);
  return code;
}
} // namespace host
