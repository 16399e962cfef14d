// Death at a logical point: the process kills itself as `kill -9` would, at the nth passage of a named point.
#pragma once
#include "program.hpp"
#include <csignal>

namespace host {
/// Points: flushing, flushed (FileFlush), sending, sent (OrderSendAsync), transaction (before an OnTradeTransaction).
inline void reach(const char *point) {
  const Json &plan = program().config["dieAt"];
  if (plan.kind() != Json::OBJECT || plan["point"].string("") != point) return;
  static long passed = 0;
  if (++passed == plan["nth"].integer()) raise(SIGKILL);
}
} // namespace host
