// Print, StringFormat and friends: arguments of any type.
#pragma once
#include "../core/pointer.hpp"

namespace host {
/// One argument of a format call.
struct FormatArg {
  enum Kind { INTEGER, REAL, TEXT } kind = INTEGER;
  long i = 0;
  double d = 0;
  const mql::string *s = nullptr;
};
inline FormatArg formatArg(const mql::string &v) {
  FormatArg a;
  a.kind = FormatArg::TEXT;
  a.s = &v;
  return a;
}
inline FormatArg formatArg(mql::Null) { return {}; }
template <class T, std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>, int> = 0> FormatArg formatArg(const T &v) {
  FormatArg a;
  if constexpr (std::is_floating_point_v<T>) {
    a.kind = FormatArg::REAL;
    a.d = v;
  } else a.i = (long)v;
  return a;
}
template <class T> FormatArg formatArg(const mql::MqlPtr_<T> &p) {
  FormatArg a;
  a.i = (long)p.slot << 32 | p.generation;
  return a;
}
mql::string format(const mql::string &f, const FormatArg *args, int n);
/// The Experts journal: one line a call.
void journal(const mql::string &line);
void alert(const mql::string &text);
void comment(const mql::string &text);
template <class T> mql::string text(const T &v) { return mql::string(v); }
template <class T> mql::string text(const mql::MqlPtr_<T> &p) { return mql::string((long)p.slot << 32 | p.generation); }
template <class... A> mql::string concat(const A &...a) {
  mql::string o = mql::string::empty();
  ((o += text(a)), ...);
  return o;
}
} // namespace host

namespace mql {
template <class... A> string StringFormat(const string &f, const A &...a) {
  if constexpr (sizeof...(A) == 0) return host::format(f, nullptr, 0);
  else {
    const host::FormatArg v[] = {host::formatArg(a)...};
    return host::format(f, v, sizeof...(A));
  }
}
template <class... A> void Print(const A &...a) { host::journal(host::concat(a...)); }
template <class... A> int PrintFormat(const string &f, const A &...a) {
  const string s = StringFormat(f, a...);
  host::journal(s);
  return (int)s.s.size();
}
template <class... A> int printf(const string &f, const A &...a) { return PrintFormat(f, a...); }
template <class... A> void Alert(const A &...a) { host::alert(host::concat(a...)); }
template <class... A> void Comment(const A &...a) { host::comment(host::concat(a...)); }
template <class... A> int StringConcatenate(string &s, const A &...a) {
  s = host::concat(a...);
  return (int)s.s.size();
}
template <class E> string EnumToString(E e) {
  int n;
  const EnumItem *t = mql_enum_items(e, n);
  for (int i = 0; i < n; i++)
    if (t[i].v == (long)e) return string(std::u16string(t[i].name));
  return string::ascii(typeName<E>() + "::" + std::to_string((long)e));
}
} // namespace mql
