// Death at a logical point: the process kills itself as `kill -9` would, at the nth passage of a named point. Or it stands
// still there for a while, as with a slow disk.
#pragma once
#include "program.hpp"
#include <csignal>
#include <unistd.h>

namespace host {
/// Points: flushing, flushed (FileFlush), sending, sent (OrderSendAsync), transaction (before an OnTradeTransaction).
inline void reach(const char *point) {
  if (const Json &stall = program().config["stallAt"]; stall.kind() == Json::OBJECT && stall["point"].string("") == point) {
    static long times = 0;
    if (++times == stall["nth"].integer()) usleep((useconds_t)stall["ms"].integer() * 1000);
  }
  const Json &plan = program().config["dieAt"];
  if (plan.kind() != Json::OBJECT || plan["point"].string("") != point) return;
  static long passed = 0;
  if (++passed == plan["nth"].integer()) raise(SIGKILL);
}
} // namespace host
