// Global variables of the terminal: one table in a shared file, so that every program on the same data folder sees them at once.
#pragma once
#include <pthread.h>
#include <string>

namespace host {
struct GlobalEntry {
  char name[64 * 4];
  double value;
  long time;
  bool used, temporary;
};
class Globals {
public:
  /// Variables that MT5 has not been asked for in four weeks are dropped; the host keeps all. Names are at most 63 characters.
  static constexpr int LIMIT = 4096;
  void open(const std::string &path);
  bool get(const std::string &name, double &value);
  long set(const std::string &name, double value);
  bool addTemporary(const std::string &name);
  bool erase(const std::string &name);
  bool compareAndSet(const std::string &name, double expected, double value);
  long time(const std::string &name);
  std::string nameAt(int index);
  int count();
  int eraseAll(const std::string &prefix, long before);
  std::string json();

private:
  struct Table {
    pthread_mutex_t mutex;
    int ready;
    /// Entries from here on were never used.
    int top;
    GlobalEntry entry[LIMIT];
  };
  Table *table_ = nullptr;
  class Lock;
  GlobalEntry *find(const std::string &name);
  GlobalEntry *vacant(const std::string &name);
};
Globals &globals();
} // namespace host
