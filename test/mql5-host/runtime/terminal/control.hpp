// Commands of the harness: JSON lines on stdin, answers and events as JSON lines on file descriptor 3.
#pragma once
#include "program.hpp"

namespace host {
class Control {
public:
  /// Executes up to `limit` waiting commands, or moves virtual time a step. False when there was nothing to do.
  bool take(int limit);
  /// Blocks until a command, the trade server, or the timeout (microseconds; -1 without) comes.
  void wait(long us);
  /// Answers the commands whose consequences have been worked off.
  void settled();
  /// A handler sleeps until this point of the program's own time: virtual time stops there.
  void waitingUntil(uint64_t us) { sleepUntilUs_ = us; }
  void event(const std::string &name, const std::string &members);

private:
  std::string input_;
  size_t read_ = 0;
  bool ended_ = false;
  uint64_t targetUs_ = 0, sleepUntilUs_ = 0;
  std::vector<std::string> answers_;
  std::vector<std::string> afterAdvance_;

  bool readLine(std::string &line);
  bool stepTime();
  void execute(const Json &c);
};
Control &control();

/// Runs one command and returns the members of its answer ("" for a plain success). Throws std::runtime_error with the reason of a refusal.
std::string runCommand(const Json &c);
mql::MqlTick tickFrom(const Json &row);
} // namespace host
