// Arrays: dynamic (MqlArr_), inline with a fixed length (MqlFix_), and the view an array parameter binds to (MqlRef_).
#pragma once
#include "string.hpp"

namespace mql {
[[noreturn]] inline void outOfRange(long i, long n) {
  host::critical("array out of range: index " + std::to_string(i) + " of " + std::to_string(n));
}

/// What MQL5 lets a program call on an array: `array.Size()`, all dimensions counted.
struct ArrayMethods {
  uint count;
  uint Size() const { return count; }
  const ArrayMethods *operator->() const { return this; }
};
template <class T> struct fixed_traits {
  static constexpr bool fixed = false;
  static constexpr int total = 1, first = 0;
  using inner = T;
};

template <class T, int N> struct MqlFix_ {
  using elem = T;
  T v[N];
  ArrayMethods operator->() const { return {(uint)(N * fixed_traits<T>::total)}; }
  T &operator[](long i) {
    if ((unsigned long)i >= (unsigned long)N) outOfRange(i, N);
    return v[i];
  }
  const T &operator[](long i) const {
    if ((unsigned long)i >= (unsigned long)N) outOfRange(i, N);
    return v[i];
  }
  int size() const { return N; }
  T *raw() { return v; }
  const T *raw() const { return v; }
  int resize(int n, int) { return n <= N ? n : -1; }
  bool dynamic() const { return false; }
  bool series() const { return false; }
  bool setSeries(bool) { return false; }
};

template <class T> class MqlArr_ {
  T *p = nullptr;
  int n = 0, cap = 0;
  bool ser = false;

public:
  using elem = T;
  MqlArr_() {}
  MqlArr_(std::initializer_list<T> l) {
    resize((int)l.size(), 0);
    std::copy(l.begin(), l.end(), p);
  }
  MqlArr_(const MqlArr_ &o) { *this = o; }
  MqlArr_(MqlArr_ &&o) noexcept : p(o.p), n(o.n), cap(o.cap), ser(o.ser) {
    o.p = nullptr;
    o.n = o.cap = 0;
  }
  MqlArr_ &operator=(const MqlArr_ &o) {
    if (this == &o) return *this;
    resize(o.n, 0);
    for (int i = 0; i < n; i++) p[i] = o.p[i];
    return *this;
  }
  MqlArr_ &operator=(MqlArr_ &&o) noexcept {
    swap(o);
    return *this;
  }
  ~MqlArr_() { clear(); }
  void swap(MqlArr_ &o) {
    std::swap(p, o.p);
    std::swap(n, o.n);
    std::swap(cap, o.cap);
    std::swap(ser, o.ser);
  }
  void clear() {
    for (int i = 0; i < n; i++) p[i].~T();
    ::operator delete((void *)p);
    p = nullptr;
    n = cap = 0;
  }
  T &operator[](long i) {
    if ((unsigned long)i >= (unsigned long)n) outOfRange(i, n);
    return p[ser ? n - 1 - i : i];
  }
  const T &operator[](long i) const { return const_cast<MqlArr_ &>(*this)[i]; }
  ArrayMethods operator->() const { return {(uint)(n * fixed_traits<T>::total)}; }
  int size() const { return n; }
  T *raw() { return p; }
  const T *raw() const { return p; }
  /// New elements of plain types are left unset, as the platform documents; a larger capacity is kept for the next growth.
  int resize(int m, int reserve) {
    if (m < 0) return -1;
    if (m > cap) grow(m + (reserve > 0 ? reserve : 0));
    if constexpr (!std::is_trivially_default_constructible_v<T>)
      for (int i = n; i < m; i++) new (p + i) T;
    for (int i = m; i < n; i++) p[i].~T();
    n = m;
    return m;
  }
  bool dynamic() const { return true; }
  bool series() const { return ser; }
  bool setSeries(bool f) {
    ser = f;
    return true;
  }

private:
  void grow(int m) {
    T *q = (T *)::operator new(sizeof(T) * (size_t)m);
    if constexpr (std::is_trivially_copyable_v<T>) {
      if (n) memcpy((void *)q, (void *)p, sizeof(T) * (size_t)n);
    } else {
      for (int i = 0; i < n; i++) {
        new (q + i) T(std::move(p[i]));
        p[i].~T();
      }
    }
    ::operator delete((void *)p);
    p = q;
    cap = m;
  }
};

template <class T> struct elem_of {
  using type = typename std::remove_const_t<T>::elem;
};
/// Element type of an array type, reference or not.
template <class T> using elem_t = typename elem_of<std::remove_reference_t<T>>::type;
/// Arrays of these types may stand for each other as parameters: uchar[] takes char[].
template <class A, class B>
constexpr bool same_layout = std::is_same_v<A, B> || (std::is_integral_v<A> && std::is_integral_v<B> && sizeof(A) == sizeof(B)) ||
                             (std::is_same_v<A, long> && std::is_same_v<B, datetime>) || (std::is_same_v<A, datetime> && std::is_same_v<B, long>);
template <class T, int N> struct fixed_traits<MqlFix_<T, N>> {
  static constexpr bool fixed = true;
  static constexpr int total = N * fixed_traits<T>::total, first = N;
  using inner = typename fixed_traits<T>::inner;
};

/// An array parameter `T &a[]`: binds dynamic arrays, fixed arrays and other parameters.
template <class T> class MqlRef_ {
  using U = std::remove_const_t<T>;
  MqlArr_<U> *d = nullptr;
  U *f = nullptr;
  int fn = 0;
  template <class> friend class MqlRef_;
  template <class V> static constexpr bool bindable = same_layout<V, U>;
  static constexpr bool readOnly = std::is_const_v<T>;

public:
  using elem = U;
  template <class V, std::enable_if_t<bindable<V>, int> = 0> MqlRef_(MqlArr_<V> &a) : d((MqlArr_<U> *)(void *)&a) {}
  template <class V, std::enable_if_t<bindable<V> && readOnly, int> = 0> MqlRef_(const MqlArr_<V> &a) : d((MqlArr_<U> *)(void *)&a) {}
  template <class V, int N, std::enable_if_t<bindable<V>, int> = 0> MqlRef_(MqlFix_<V, N> &a) : f((U *)a.v), fn(N) {}
  template <class V, int N, std::enable_if_t<bindable<V> && readOnly, int> = 0> MqlRef_(const MqlFix_<V, N> &a) : f((U *)a.v), fn(N) {}
  template <class V, std::enable_if_t<bindable<std::remove_const_t<V>> && (readOnly || !std::is_const_v<V>)&&!std::is_same_v<V, T>, int> = 0>
  MqlRef_(const MqlRef_<V> &o) : d((MqlArr_<U> *)(void *)o.d), f((U *)o.f), fn(o.fn) {}
  MqlRef_(const MqlRef_ &) = default;

  T &operator[](long i) const {
    if (d) return (*d)[i];
    if ((unsigned long)i >= (unsigned long)fn) outOfRange(i, fn);
    return f[i];
  }
  ArrayMethods operator->() const { return {(uint)(size() * fixed_traits<U>::total)}; }
  int size() const { return d ? d->size() : fn; }
  T *raw() const { return d ? d->raw() : f; }
  int resize(int n, int r) const { return d ? d->resize(n, r) : n <= fn ? n : -1; }
  void clear() const {
    if (d) d->clear();
  }
  bool dynamic() const { return d != nullptr; }
  bool series() const { return d && d->series(); }
  bool setSeries(bool x) const { return d && d->setSeries(x); }
};
/// An array parameter by whose type overloads differ: arrays of exactly this type.
template <class T> struct MqlExact_ : MqlRef_<T> {
  using U = std::remove_const_t<T>;
  static constexpr bool readOnly = std::is_const_v<T>;
  MqlExact_(MqlArr_<U> &a) : MqlRef_<T>(a) {}
  template <class V, std::enable_if_t<std::is_same_v<V, U> && readOnly, int> = 0> MqlExact_(const MqlArr_<V> &a) : MqlRef_<T>(a) {}
  template <int N> MqlExact_(MqlFix_<U, N> &a) : MqlRef_<T>(a) {}
  template <class V, int N, std::enable_if_t<std::is_same_v<V, U> && readOnly, int> = 0> MqlExact_(const MqlFix_<V, N> &a) : MqlRef_<T>(a) {}
  template <class V, std::enable_if_t<std::is_same_v<std::remove_const_t<V>, U> && (readOnly || !std::is_const_v<V>), int> = 0>
  MqlExact_(const MqlRef_<V> &a) : MqlRef_<T>(a) {}
};
/// An array of any shape, for a DLL that wants its first element.
struct AnyArray {
  void *first;
  template <class A> AnyArray(A &a) : first((void *)a.raw()) {}
  void *raw() const { return first; }
};
} // namespace mql
