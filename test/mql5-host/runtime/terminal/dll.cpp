// #import: DLL names to Linux libraries, with the few Windows functions that programs use for buffers.
#include "mql5-host.hpp"
#include <dlfcn.h>
#include <unistd.h>

namespace host {
namespace {
using mql::string;
using mql::uint;

void rtlMoveMemory(void *d, const void *s, long n) { memmove(d, s, (size_t)n); }
int lstrlenW(const char16_t *p) { return p ? (int)std::char_traits<char16_t>::length(p) : 0; }
int lstrlenA(const char *p) { return p ? (int)strlen(p) : 0; }
long lstrcpynW(char16_t *d, const char16_t *s, int n) {
  int i = 0;
  for (; i < n - 1 && s && s[i]; i++) d[i] = s[i];
  if (n > 0) d[i] = 0;
  return (long)d;
}
long lstrcpyW(char16_t *d, const char16_t *s) { return lstrcpynW(d, s, lstrlenW(s) + 1); }
int multiByteToWideChar(uint, uint, const char *p, int n, char16_t *d, int room) {
  const string s = string::utf8(p, n < 0 ? strlen(p) + 1 : (size_t)n);
  if (room) memcpy(d, s.s.data(), 2 * std::min<size_t>(room, s.s.size()));
  return (int)s.s.size();
}
long currentId() { return (long)getpid(); }

void *windowsFunction(const std::string &name) {
  static const std::map<std::string, void *> known{
      {"RtlMoveMemory", (void *)rtlMoveMemory}, {"lstrlenW", (void *)lstrlenW},       {"lstrlenA", (void *)lstrlenA},
      {"lstrlen", (void *)lstrlenA},            {"lstrcpynW", (void *)lstrcpynW},     {"lstrcpyW", (void *)lstrcpyW},
      {"GetCurrentThreadId", (void *)currentId}, {"GetCurrentProcessId", (void *)currentId}, {"MultiByteToWideChar", (void *)multiByteToWideChar},
  };
  const auto i = known.find(name);
  if (i == known.end()) notModelled("Windows function " + name);
  return i->second;
}

std::string baseName(std::string dll) {
  for (auto &c : dll) c = (char)tolower(c);
  const auto slash = dll.find_last_of("/\\");
  return slash == dll.npos ? dll : dll.substr(slash + 1);
}

/// `libzmq.dll`, `libzmq-v143-mt-4_3_5.dll` and the like are the system's libzmq; the configuration may name others.
std::vector<std::string> candidates(const std::string &dll) {
  const std::string configured = program().config["libraries"][dll].string("");
  if (!configured.empty()) return {configured};
  std::string stem = dll.substr(0, dll.find(".dll"));
  if (stem.rfind("libzmq", 0) == 0) return {"libzmq.so.5"};
  return {stem + ".so", "lib" + stem + ".so"};
}

void *library(const std::string &dll) {
  static std::map<std::string, void *> open;
  void *&h = open[dll];
  if (h) return h;
  for (const std::string &n : candidates(dll))
    if ((h = dlopen(n.c_str(), RTLD_NOW))) return h;
  critical("cannot load '" + dll + "' [126]");
}
} // namespace

void *dllFunction(const char *dll, const char *function) {
  if (!program().info.whole("MQLInfoInteger", mql::MQL_DLLS_ALLOWED))
    critical(std::string("DLL loading is not allowed: '") + dll + "'");
  const std::string name = baseName(dll);
  if (name == "kernel32.dll") return windowsFunction(function);
  void *p = dlsym(library(name), function);
  if (!p) critical("cannot call '" + name + "::" + function + "' [127]");
  return p;
}
} // namespace host
