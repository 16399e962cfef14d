// Structures as bytes, pointers, and the mathematical functions that keep their argument's type.
#pragma once
#include "array-functions.hpp"
#include "format.hpp"

namespace mql {
template <class T> void ZeroMemory(T &v) {
  if constexpr (std::is_trivially_copyable_v<T>) memset((void *)&v, 0, sizeof v);
  else v = T{};
}
template <class T> void ZeroMemory(MqlArr_<T> &a) {
  for (int i = 0; i < a.size(); i++) ZeroMemory(a[i]);
}
template <class T> void ZeroMemory(const MqlRef_<T> &a) {
  for (int i = 0; i < a.size(); i++) ZeroMemory(a[i]);
}
template <class T> bool StructToCharArray(const T &v, MqlRef_<uchar> a, uint start = 0) {
  static_assert(std::is_trivially_copyable_v<T>, "StructToCharArray: structures with objects are not allowed");
  const long need = (long)start + (long)sizeof(T);
  if (a.size() < need && a.dynamic()) a.resize((int)need, 0);
  if (a.size() < need) return false;
  memcpy(a.raw() + start, (const void *)&v, sizeof(T));
  return true;
}
template <class T> bool CharArrayToStruct(T &v, MqlRef_<const uchar> a, uint start = 0) {
  static_assert(std::is_trivially_copyable_v<T>, "CharArrayToStruct: structures with objects are not allowed");
  if (a.size() < (long)start + (long)sizeof(T)) return false;
  memcpy((void *)&v, a.raw() + start, sizeof(T));
  return true;
}
template <class T> ENUM_POINTER_TYPE CheckPointer(const MqlPtr_<T> &p) {
  if (!p.valid()) return POINTER_INVALID;
  return slots().slot[p.slot].dynamic ? POINTER_DYNAMIC : POINTER_AUTOMATIC;
}
template <class T, std::enable_if_t<std::is_base_of_v<MqlObject, T>, int> = 0> ENUM_POINTER_TYPE CheckPointer(const T &o) {
  return slots().slot[o.mql_slot_].dynamic ? POINTER_DYNAMIC : POINTER_AUTOMATIC;
}
template <class T, std::enable_if_t<std::is_base_of_v<MqlObject, T>, int> = 0> ENUM_POINTER_TYPE CheckPointer(T *o) { return CheckPointer(*o); }
inline ENUM_POINTER_TYPE CheckPointer(Null) { return POINTER_INVALID; }

template <class T> T MathAbs(T v) { return v < 0 ? -v : v; }
template <class T> T fabs(T v) { return v < 0 ? -v : v; }
template <class A, class B> auto MathMax(A a, B b) -> std::common_type_t<A, B> {
  using C = std::common_type_t<A, B>;
  return (C)a > (C)b ? (C)a : (C)b;
}
template <class A, class B> auto MathMin(A a, B b) -> std::common_type_t<A, B> {
  using C = std::common_type_t<A, B>;
  return (C)a < (C)b ? (C)a : (C)b;
}
inline datetime MathMax(datetime a, datetime b) { return a > b ? a : b; }
inline datetime MathMin(datetime a, datetime b) { return a < b ? a : b; }
template <class A, class B> auto fmax(A a, B b) { return MathMax(a, b); }
template <class A, class B> auto fmin(A a, B b) { return MathMin(a, b); }

template <class A> void ArrayPrint(const A &a, uint digits = 8, const string &separator = string::ascii(" "), ulong start = 0, ulong count = (ulong)-1, ulong flags = 0) {
  using E = elem_t<A>;
  (void)flags;
  if constexpr (std::is_arithmetic_v<E> || std::is_same_v<E, string>) {
    string line = string::empty();
    for (int i = (int)start; i < a.size() && (ulong)i - start < count; i++) {
      if (line.s.size()) line += separator;
      if constexpr (std::is_floating_point_v<E>) line += DoubleToString(a[i], (int)digits);
      else line += host::text(a[i]);
    }
    host::journal(line);
  } else host::notModelled("ArrayPrint of structures");
}
} // namespace mql
