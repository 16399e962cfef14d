// The MQL5 string: UTF-16, value semantics, and a NULL state apart from "".
#pragma once
#include "base.hpp"

namespace mql {
class string {
public:
  std::u16string s;
  bool null = true;

  string() {}
  string(Null) {}
  string(const char16_t *p, size_t n) : s(p, n), null(false) {}
  explicit string(std::u16string v) : s(std::move(v)), null(false) {}
  static string ascii(std::string_view a) {
    string r;
    r.null = false;
    r.s.assign(a.begin(), a.end());
    return r;
  }
  static string utf8(const char *p, size_t n);
  static string utf8(std::string_view a) { return utf8(a.data(), a.size()); }
  static string empty() { return string(std::u16string()); }
  std::string u8() const;

  string(bool v) : string(ascii(v ? "true" : "false")) {}
  template <class T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>, int> = 0>
  string(T v) : string(ascii(std::to_string(v))) {}
  template <class T, std::enable_if_t<std::is_enum_v<T> && !std::is_same_v<T, datetime> && !std::is_same_v<T, color>, int> = 0>
  string(T v) : string(ascii(std::to_string((long)v))) {}
  string(datetime v);
  string(color v);
  string(double v);
  string(float v);
  template <class T, std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>, int> = 0> explicit operator T() const;

  ushort operator[](long i) const {
    if (i < 0 || (size_t)i > s.size()) host::critical("string index out of range");
    return (size_t)i == s.size() ? 0 : s[i];
  }
  string &operator+=(const string &o) {
    s += o.s;
    null = false;
    return *this;
  }
  friend string operator+(const string &a, const string &b) {
    string r;
    r.null = false;
    r.s.reserve(a.s.size() + b.s.size());
    r.s = a.s;
    r.s += b.s;
    return r;
  }
  friend bool operator==(const string &a, const string &b) { return a.s == b.s && a.null == b.null; }
  friend bool operator!=(const string &a, const string &b) { return !(a == b); }
  friend bool operator<(const string &a, const string &b) { return a.s < b.s; }
  friend bool operator>(const string &a, const string &b) { return a.s > b.s; }
  friend bool operator<=(const string &a, const string &b) { return a.s <= b.s; }
  friend bool operator>=(const string &a, const string &b) { return a.s >= b.s; }
};
inline string operator""_s(const char16_t *p, size_t n) { return string(p, n); }

// NULL on either side asks for the null state; "" is not NULL.
inline bool operator==(const string &a, Null) { return a.null; }
inline bool operator!=(const string &a, Null) { return !a.null; }
inline bool operator==(Null, const string &a) { return a.null; }
inline bool operator!=(Null, const string &a) { return !a.null; }

/// Text to number as a cast does it: the longest prefix that reads as a number, else 0.
double stringToDouble(const string &s);
long stringToLong(const string &s);
bool stringToBool(const string &s);
datetime stringToDatetime(const string &s);
color stringToColor(const string &s);
template <class T, std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>, int>> string::operator T() const {
  if constexpr (std::is_floating_point_v<T>) return (T)stringToDouble(*this);
  else if constexpr (std::is_same_v<T, bool>) return stringToBool(*this);
  else if constexpr (std::is_same_v<T, datetime>) return stringToDatetime(*this);
  else if constexpr (std::is_same_v<T, color>) return stringToColor(*this);
  else return (T)stringToLong(*this);
}

/// Conversion on initialisation and return: as a cast, plus text to number and one enumeration to another.
template <class T, class U> constexpr T mql_as(U &&v) {
  using V = std::decay_t<U>;
  if constexpr (std::is_same_v<T, V>) return std::forward<U>(v);
  else if constexpr (std::is_same_v<T, string>) return string(std::forward<U>(v));
  else if constexpr (std::is_same_v<V, Null>) return T(0);
  else return (T)v;
}
/// The value of an assignment to a T: converted where C++ would refuse and MQL5 only warns, else as it is.
template <class T, class U> constexpr decltype(auto) mql_rhs(U &&v) {
  using D = std::decay_t<T>;
  using V = std::decay_t<U>;
  constexpr bool scalar = std::is_arithmetic_v<D> || std::is_enum_v<D>;
  if constexpr (scalar && (std::is_same_v<V, string> || (std::is_enum_v<D> && std::is_enum_v<V> && !std::is_same_v<D, V>))) return (D)v;
  else if constexpr (std::is_class_v<D> && (std::is_arithmetic_v<V> || std::is_enum_v<V>) && !std::is_assignable_v<D &, V> && std::is_assignable_v<D &, long>)
    return (std::conditional_t<std::is_floating_point_v<V>, double, long>)v;
  else return std::forward<U>(v);
}
/// `switch` takes integers only.
template <class T> constexpr long mql_switch(T v) {
  static_assert(std::is_integral_v<T> || std::is_enum_v<T>, "switch expression must be of an integer type");
  return (long)v;
}
/// `Class::method` and the whole signature, from what g++ calls the function.
string mql_function(const char *pretty);
string mql_signature(const char *pretty);
char16_t *mql_sbuf(string &s);
void mql_swb(string &s);
} // namespace mql
