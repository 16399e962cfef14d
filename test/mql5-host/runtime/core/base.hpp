// Scalar types of MQL5 and the errors that stop a program.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mql {
typedef unsigned char uchar;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef unsigned long ulong;
static_assert(sizeof(long) == 8 && sizeof(int) == 4 && sizeof(short) == 2, "an LP64 platform is needed");
// Distinct types, so that overloads and printing tell them from integers.
enum datetime : long {};
enum color : int {};
extern int _LastError;
} // namespace mql

namespace host {
// Exit codes of a program process; the harness reports them by name.
enum ExitCode { EXIT_OK = 0, EXIT_INIT_FAILED = 2, EXIT_CRITICAL = 3, EXIT_NOT_MODELLED = 4, EXIT_BAD_CONFIG = 5, EXIT_DEINIT_KILLED = 6 };

/// A run-time error after which MetaTrader unloads the program (array out of range, invalid pointer, ...).
struct Critical {
  std::string what;
};
[[noreturn]] void critical(const std::string &what);
/// Stops the process: the program used a platform function that the host does not simulate.
[[noreturn]] void notModelled(const std::string &name);
/// The `dllname::function` address behind an #import; stops the program when it cannot be had.
void *dllFunction(const char *dll, const char *function);
} // namespace host

namespace mql {
/// NULL: zero for numbers, no object for pointers, the null string.
struct Null {
  template <class T, std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>, int> = 0>
  constexpr operator T() const {
    return T(0);
  }
  /// `condition ? new CFoo : NULL`, and no function
  template <class T, std::enable_if_t<std::is_class_v<T> || std::is_function_v<T>, int> = 0> constexpr operator T *() const {
    return nullptr;
  }
};
inline constexpr Null mql_null{};
template <class T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0> bool operator==(T a, Null) { return a == 0; }
template <class T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0> bool operator!=(T a, Null) { return a != 0; }

template <class F, std::enable_if_t<std::is_function_v<F>, int> = 0> bool operator==(F *a, Null) { return a == nullptr; }
template <class F, std::enable_if_t<std::is_function_v<F>, int> = 0> bool operator!=(F *a, Null) { return a != nullptr; }

// ---- arithmetic of datetime and enumerations keeps their type
template <class I> using if_integer = std::enable_if_t<std::is_integral_v<I>, int>;
template <class I> using if_number = std::enable_if_t<std::is_arithmetic_v<I>, int>;
template <class E> using if_enum = std::enable_if_t<std::is_enum_v<E>, int>;
template <class I, if_integer<I> = 0> constexpr datetime operator+(datetime a, I b) { return (datetime)((long)a + (long)b); }
template <class I, if_integer<I> = 0> constexpr datetime operator+(I b, datetime a) { return (datetime)((long)a + (long)b); }
template <class I, if_integer<I> = 0> constexpr datetime operator-(datetime a, I b) { return (datetime)((long)a - (long)b); }
template <class I, if_number<I> = 0> constexpr datetime &operator+=(datetime &a, I b) { return a = (datetime)((long)a + (long)b); }
template <class I, if_number<I> = 0> constexpr datetime &operator-=(datetime &a, I b) { return a = (datetime)((long)a - (long)b); }
template <class E, if_enum<E> = 0> constexpr E &operator++(E &e) { return e = (E)((long)e + 1); }
template <class E, if_enum<E> = 0> constexpr E &operator--(E &e) { return e = (E)((long)e - 1); }
template <class E, if_enum<E> = 0> constexpr E operator++(E &e, int) { E o = e; ++e; return o; }
template <class E, if_enum<E> = 0> constexpr E operator--(E &e, int) { E o = e; --e; return o; }
template <class E, class I, if_enum<E> = 0, if_number<I> = 0> constexpr E &operator|=(E &e, I b) { return e = (E)((long)e | (long)b); }
template <class E, class I, if_enum<E> = 0, if_number<I> = 0> constexpr E &operator&=(E &e, I b) { return e = (E)((long)e & (long)b); }
/// One row of an enumeration's name table.
struct EnumItem {
  long v;
  const char16_t *name;
};
} // namespace mql
