// Array functions over any array type.
#pragma once
#include "../core/pointer.hpp"

namespace host {
/// Elements of all dimensions.
template <class A> long elements(const A &a) { return (long)a.size() * mql::fixed_traits<mql::elem_t<A>>::total; }
/// [from, end) of `count` elements from `start`; count < 0 is the rest. Empty when start is outside.
template <class A> std::pair<int, int> range(const A &a, int start, int count) {
  const int n = a.size();
  if (start < 0 || start > n) return {n, n};
  return {start, count < 0 || count > n - start ? n : start + count};
}
inline int fail(int code) {
  mql::_LastError = code;
  return -1;
}
} // namespace host

namespace mql {
template <class A> int ArraySize(const A &a) { return (int)host::elements(a); }
template <class A> int ArrayRange(const A &a, int dimension) {
  if (dimension == 0) return a.size();
  if constexpr (fixed_traits<elem_t<A>>::fixed) {
    if (dimension == 1) return fixed_traits<elem_t<A>>::first;
    using E = elem_t<elem_t<A>>;
    if constexpr (fixed_traits<E>::fixed)
      if (dimension == 2) return fixed_traits<E>::first;
  }
  return 0;
}
template <class A> int ArrayResize(A &&a, int n, int reserve = 0) {
  const int r = a.resize(n, reserve);
  if (r < 0) return host::fail(ERR_ARRAY_RESIZE_ERROR);
  return r * fixed_traits<elem_t<A>>::total;
}
template <class A> void ArrayFree(A &&a) {
  if (a.dynamic()) a.clear();
}
template <class A> bool ArrayIsDynamic(const A &a) { return a.dynamic(); }
template <class A> bool ArrayIsSeries(const A &) { return false; }
template <class A> bool ArraySetAsSeries(A &&a, bool flag) { return a.setSeries(flag); }
template <class A> bool ArrayGetAsSeries(const A &a) { return a.series(); }

/// The first plain element of an array of arrays.
template <class T> auto *flat(T *p) {
  if constexpr (fixed_traits<T>::fixed) return flat(p->raw());
  else return p;
}
template <class A, class V> int ArrayInitialize(A &&a, V v) {
  const long n = host::elements(a);
  if (n == 0) return 0;
  auto *p = flat(a.raw());
  std::fill(p, p + n, (std::remove_reference_t<decltype(*p)>)v);
  return (int)n;
}
template <class A, class V> void ArrayFill(A &&a, int start, int count, V v) {
  const auto [from, end] = host::range(a, start, count);
  for (int i = from; i < end; i++) a[i] = (elem_t<A>)v;
}
template <class D, class S> int ArrayCopy(D &&d, const S &s, int dst = 0, int src = 0, int count = WHOLE_ARRAY) {
  constexpr int dTotal = fixed_traits<elem_t<D>>::total, sTotal = fixed_traits<elem_t<S>>::total;
  if constexpr (dTotal > 1 || sTotal > 1) {
    // Arrays of arrays: positions and counts are elements of the last dimension.
    long c = host::elements(s) - src;
    if (count >= 0) c = std::min<long>(c, count);
    if (c <= 0) return 0;
    if (host::elements(d) < dst + c && d.dynamic()) d.resize((int)((dst + c + dTotal - 1) / dTotal), 0);
    c = std::min<long>(c, host::elements(d) - dst);
    auto *from = flat(s.raw()) + src;
    auto *to = flat(d.raw()) + dst;
    for (long i = 0; i < c; i++) to[i] = from[i];
    return (int)c;
  } else {
    int c = s.size() - src;
    if (count >= 0) c = std::min(c, count);
    if (c <= 0 || src < 0 || dst < 0) return 0;
    if (d.size() < dst + c && d.dynamic()) d.resize(dst + c, 0);
    c = std::min(c, d.size() - dst);
    using DE = elem_t<D>;
    if constexpr (std::is_same_v<DE, elem_t<S>> && std::is_trivially_copyable_v<DE>) {
      if (!d.series() && !s.series()) {
        if (c > 0) memmove((void *)(d.raw() + dst), (const void *)(s.raw() + src), sizeof(DE) * (size_t)c);
        return std::max(c, 0);
      }
    }
    const bool backwards = (const void *)d.raw() == (const void *)s.raw() && dst > src;
    for (int i = 0; i < c; i++) {
      const int k = backwards ? c - 1 - i : i;
      d[dst + k] = (DE)s[src + k];
    }
    return std::max(c, 0);
  }
}
template <class D, class S> bool ArrayInsert(D &&d, const S &s, uint at, uint from = 0, uint count = (uint)WHOLE_ARRAY) {
  const int n = d.size(), c = (int)std::min<long>(count, (long)s.size() - from);
  if ((int)at > n || c <= 0 || !d.dynamic()) return false;
  d.resize(n + c, 0);
  for (int i = n - 1; i >= (int)at; i--) d[i + c] = d[i];
  for (int i = 0; i < c; i++) d[(int)at + i] = s[(int)from + i];
  return true;
}
template <class A> bool ArrayRemove(A &&a, uint start, uint count = (uint)WHOLE_ARRAY) {
  const int n = a.size();
  if ((int)start > n) return false;
  const int c = (int)std::min<long>(count, n - (long)start);
  for (int i = (int)start; i + c < n; i++) a[i] = a[i + c];
  if (a.dynamic()) a.resize(n - c, 0);
  return true;
}
template <class A> bool ArrayReverse(A &&a, uint start = 0, uint count = (uint)WHOLE_ARRAY) {
  auto [i, j] = host::range(a, (int)start, (int)count);
  for (j--; i < j; i++, j--) std::swap(a[i], a[j]);
  return true;
}
/// Sorts by the first column when the array has several.
template <class A> bool ArraySort(A &&a) {
  using E = elem_t<A>;
  if constexpr (fixed_traits<E>::fixed) {
    std::stable_sort(a.raw(), a.raw() + a.size(), [](const E &x, const E &y) { return x[0] < y[0]; });
  } else {
    std::sort(a.raw(), a.raw() + a.size());
    if (a.series()) std::reverse(a.raw(), a.raw() + a.size());
  }
  return true;
}
/// Index of a value in an ascending array, or of the nearest smaller one.
template <class A, class V> int ArrayBsearch(const A &a, V v) {
  const int n = a.size();
  if (n == 0) return host::fail(ERR_ZEROSIZE_ARRAY);
  int lo = 0, hi = n - 1, found = 0;
  while (lo <= hi) {
    const int m = (lo + hi) / 2;
    if (a[m] == v) return m;
    if (a[m] < v) {
      found = m;
      lo = m + 1;
    } else hi = m - 1;
  }
  return found;
}
template <class A> int ArrayMaximum(const A &a, int start = 0, int count = WHOLE_ARRAY) {
  const auto [from, end] = host::range(a, start, count);
  if (from >= end) return host::fail(ERR_ZEROSIZE_ARRAY);
  int best = from;
  for (int i = from; i < end; i++)
    if (a[i] > a[best]) best = i;
  return best;
}
template <class A> int ArrayMinimum(const A &a, int start = 0, int count = WHOLE_ARRAY) {
  const auto [from, end] = host::range(a, start, count);
  if (from >= end) return host::fail(ERR_ZEROSIZE_ARRAY);
  int best = from;
  for (int i = from; i < end; i++)
    if (a[i] < a[best]) best = i;
  return best;
}
template <class A, class B> bool ArraySwap(A &a, B &b) {
  if (!a.dynamic() || !b.dynamic()) return false;
  a.swap(b);
  return true;
}
/// -1, 0 or 1 as the first difference tells; -2 when the arrays cannot be compared.
template <class A, class B> int ArrayCompare(const A &a, const B &b, int s1 = 0, int s2 = 0, int count = WHOLE_ARRAY) {
  const int n = count < 0 ? std::max(a.size() - s1, b.size() - s2) : count;
  for (int i = 0; i < n; i++) {
    const bool ea = s1 + i >= a.size(), eb = s2 + i >= b.size();
    if (ea || eb) return ea && eb ? 0 : ea ? -1 : 1;
    if (a[s1 + i] < b[s2 + i]) return -1;
    if (b[s2 + i] < a[s1 + i]) return 1;
  }
  return 0;
}
} // namespace mql
