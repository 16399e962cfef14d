#include "mql5-host.hpp"
#include "globals.hpp"
#include "clock.hpp"
#include "json.hpp"
#include "program.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

namespace host {
/// Held over every access; survives the death of a process that held it.
class Globals::Lock {
public:
  explicit Lock(Table *t) : t_(t) {
    if (pthread_mutex_lock(&t_->mutex) == EOWNERDEAD) pthread_mutex_consistent(&t_->mutex);
  }
  ~Lock() { pthread_mutex_unlock(&t_->mutex); }
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;

private:
  Table *t_;
};

Globals &globals() {
  static auto *g = [] {
    auto *x = new Globals;
    x->open(program().dataDir + "/gvariables.dat");
    return x;
  }();
  return *g;
}

void Globals::open(const std::string &path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) throw std::runtime_error("cannot open " + path);
  flock(fd, LOCK_EX);
  if (ftruncate(fd, sizeof(Table)) != 0) throw std::runtime_error("cannot size " + path);
  table_ = (Table *)mmap(nullptr, sizeof(Table), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (table_ == MAP_FAILED) throw std::runtime_error("cannot map " + path);
  if (!table_->ready) {
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&table_->mutex, &a);
    table_->ready = 1;
  }
  flock(fd, LOCK_UN);
  ::close(fd);
}

GlobalEntry *Globals::find(const std::string &name) {
  for (int i = 0; i < table_->top; i++)
    if (GlobalEntry &e = table_->entry[i]; e.used && name == e.name) return &e;
  return nullptr;
}
GlobalEntry *Globals::vacant(const std::string &name) {
  if (name.empty() || name.size() >= sizeof(GlobalEntry::name)) return nullptr;
  for (GlobalEntry &e : table_->entry) {
    if (e.used) continue;
    e = GlobalEntry{};
    memcpy(e.name, name.c_str(), name.size() + 1);
    e.used = true;
    table_->top = std::max(table_->top, (int)(&e - table_->entry) + 1);
    return &e;
  }
  return nullptr;
}

bool Globals::get(const std::string &name, double &value) {
  Lock l(table_);
  GlobalEntry *e = find(name);
  if (!e) return false;
  value = e->value;
  e->time = hostClock().utcMs() / 1000;
  return true;
}
long Globals::set(const std::string &name, double value) {
  Lock l(table_);
  GlobalEntry *e = find(name);
  if (!e) e = vacant(name);
  if (!e) return 0;
  e->value = value;
  return e->time = hostClock().utcMs() / 1000;
}
bool Globals::addTemporary(const std::string &name) {
  Lock l(table_);
  if (find(name)) return false;
  GlobalEntry *e = vacant(name);
  if (!e) return false;
  e->temporary = true;
  e->time = hostClock().utcMs() / 1000;
  return true;
}
bool Globals::erase(const std::string &name) {
  Lock l(table_);
  GlobalEntry *e = find(name);
  if (e) e->used = false;
  return e;
}
bool Globals::compareAndSet(const std::string &name, double expected, double value) {
  Lock l(table_);
  GlobalEntry *e = find(name);
  if (!e || e->value != expected) return false;
  e->value = value;
  e->time = hostClock().utcMs() / 1000;
  return true;
}
long Globals::time(const std::string &name) {
  Lock l(table_);
  const GlobalEntry *e = find(name);
  return e ? e->time : 0;
}
std::string Globals::nameAt(int index) {
  Lock l(table_);
  for (const GlobalEntry &e : table_->entry)
    if (e.used && index-- == 0) return e.name;
  return "";
}
int Globals::count() {
  Lock l(table_);
  int n = 0;
  for (const GlobalEntry &e : table_->entry) n += e.used;
  return n;
}
int Globals::eraseAll(const std::string &prefix, long before) {
  Lock l(table_);
  int n = 0;
  for (GlobalEntry &e : table_->entry) {
    if (!e.used || std::string(e.name).rfind(prefix, 0) != 0 || (before && e.time >= before)) continue;
    e.used = false;
    n++;
  }
  return n;
}
std::string Globals::json() {
  Lock l(table_);
  std::string o = "{";
  for (const GlobalEntry &e : table_->entry)
    if (e.used) o += (o.size() > 1 ? "," : "") + Json::quote(e.name) + ":" + Json::number(e.value);
  return o + "}";
}
} // namespace host
