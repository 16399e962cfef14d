// Objects and checked pointers: a pointer is a slot and a generation, so use after delete is seen.
#pragma once
#include "array.hpp"

namespace mql {
/// Registry of live objects.
class Slots {
public:
  struct Slot {
    uint32_t generation;
    bool dynamic;
  };
  std::vector<Slot> slot{{0, false}};
  long dynamicLive = 0;

  uint32_t take(bool dynamic) {
    uint32_t i;
    if (free_.empty()) {
      i = (uint32_t)slot.size();
      slot.push_back({1, dynamic});
    } else {
      i = free_.back();
      free_.pop_back();
      slot[i].dynamic = dynamic;
    }
    dynamicLive += dynamic;
    return i;
  }
  void drop(uint32_t i) {
    dynamicLive -= slot[i].dynamic;
    slot[i].generation++;
    free_.push_back(i);
  }

private:
  std::vector<uint32_t> free_;
};
inline Slots &slots() {
  static Slots *x = new Slots;
  return *x;
}
/// Address that operator new returned last: tells `new T` from an automatic T in the constructor.
inline void *&lastAllocated() {
  static void *p = nullptr;
  return p;
}

struct MqlObject {
  uint32_t mql_slot_;
  MqlObject() {
    const bool dynamic = lastAllocated() == (void *)this;
    if (dynamic) lastAllocated() = nullptr;
    mql_slot_ = slots().take(dynamic);
  }
  MqlObject(const MqlObject &) : MqlObject() {}
  MqlObject &operator=(const MqlObject &) { return *this; }
  virtual ~MqlObject() { slots().drop(mql_slot_); }
  static void *operator new(size_t n) {
    void *p = ::operator new(n);
    lastAllocated() = p;
    return p;
  }
  static void *operator new(size_t, void *p) { return p; }
  static void operator delete(void *p) { ::operator delete(p); }
};

template <class T> class MqlPtr_ {
  template <class U> static constexpr bool upcast = std::is_base_of_v<T, U> || (std::is_const_v<T> && std::is_base_of_v<std::remove_const_t<T>, U>);
  template <class U>
  static constexpr bool downcast = std::is_base_of_v<std::remove_const_t<U>, std::remove_const_t<T>> && !std::is_same_v<std::remove_const_t<U>, std::remove_const_t<T>>;

public:
  T *p = nullptr;
  uint32_t slot = 0, generation = 0;

  MqlPtr_() {}
  MqlPtr_(Null) {}
  MqlPtr_(T *q) { set(q); }
  template <class U, std::enable_if_t<upcast<U>, int> = 0>
  MqlPtr_(const MqlPtr_<U> &o) : p(o.valid() ? o.p : nullptr), slot(o.slot), generation(o.generation) {}
  template <class U, std::enable_if_t<downcast<U>, int> = 0> MqlPtr_(const MqlPtr_<U> &o) {
    if (!o.valid()) return;
    auto *q = dynamic_cast<T *>(o.p);
    if (!q) host::critical("incorrect casting of pointers");
    set(q);
  }
  void set(T *q) {
    p = q;
    slot = q ? q->mql_slot_ : 0;
    generation = q ? slots().slot[slot].generation : 0;
  }
  bool valid() const { return p && slots().slot[slot].generation == generation; }
  T *get() const {
    if (!valid()) host::critical("invalid pointer access");
    return p;
  }
  T *operator->() const { return get(); }
  T &operator*() const { return *get(); }
  operator T &() const { return *get(); }
  template <class I> auto operator[](I i) const -> decltype((*(T *)nullptr)[i]) { return (*get())[i]; }
  /// Assigning something else than a pointer calls the object's own operator=; a number without an exact match goes as long, then as double.
  template <class U, std::enable_if_t<!std::is_convertible_v<U, MqlPtr_> && !std::is_pointer_v<U>, int> = 0> MqlPtr_ &operator=(const U &u) {
    if constexpr (std::is_assignable_v<T &, const U &>) *get() = u;
    else if constexpr (std::is_convertible_v<U, long> && std::is_assignable_v<T &, const long &>) *get() = (long)u;
    else *get() = (double)u;
    return *this;
  }
  bool operator!() const { return !valid(); }
  explicit operator bool() const { return valid(); }
  template <class U> bool operator==(const MqlPtr_<U> &o) const { return (const void *)p == (const void *)o.p; }
  template <class U> bool operator!=(const MqlPtr_<U> &o) const { return (const void *)p != (const void *)o.p; }
  bool operator==(Null) const { return !p; }
  bool operator!=(Null) const { return p; }
};
template <class T> bool operator==(Null, const MqlPtr_<T> &o) { return !o.p; }
template <class T> bool operator!=(Null, const MqlPtr_<T> &o) { return o.p; }

/// `this` where a value is wanted: the object itself or a pointer to it, as the place asks.
template <class T> struct MqlThis_ {
  T *p;
  operator T &() const { return *p; }
  template <class U, std::enable_if_t<std::is_base_of_v<U, T> || (std::is_const_v<U> && std::is_base_of_v<std::remove_const_t<U>, std::remove_const_t<T>>), int> = 0>
  operator MqlPtr_<U>() const {
    return MqlPtr_<U>(p);
  }
  friend bool operator==(const MqlThis_ &a, const MqlThis_ &b) { return a.p == b.p; }
};
template <class T> MqlThis_<T> mql_this(T *p) { return {p}; }
template <class T, class U> bool operator==(const MqlPtr_<T> &a, const MqlThis_<U> &b) { return (const void *)a.p == (const void *)b.p; }
template <class T, class U> bool operator!=(const MqlPtr_<T> &a, const MqlThis_<U> &b) { return (const void *)a.p != (const void *)b.p; }
template <class T> struct is_mql_pointer : std::false_type {};
template <class T> struct is_mql_pointer<MqlThis_<T>> : std::true_type {};
template <class T> struct is_mql_pointer<MqlPtr_<T>> : std::true_type {};
template <> struct is_mql_pointer<Null> : std::true_type {};
/// An operator between a pointer and something else is the object's own.
#define MQL_POINTER_OPERATOR(OP)                                                                                       \
  template <class T, class U, std::enable_if_t<!is_mql_pointer<U>::value && !std::is_pointer_v<U>, int> = 0>           \
  auto operator OP(const MqlPtr_<T> &p, const U &u)->decltype(std::declval<T &>() OP u) {                              \
    return *p.get() OP u;                                                                                              \
  }
MQL_POINTER_OPERATOR(==)
MQL_POINTER_OPERATOR(!=)
MQL_POINTER_OPERATOR(<)
MQL_POINTER_OPERATOR(>)
#undef MQL_POINTER_OPERATOR
/// These mean nothing between pointers themselves: with a pointer on the right they are the left object's own too (`stream << object`).
#define MQL_POINTER_OPERATOR(OP)                                                                                       \
  template <class T, class U> auto operator OP(const MqlPtr_<T> &p, const U &u)->decltype(std::declval<T &>() OP u) {  \
    return *p.get() OP u;                                                                                              \
  }
MQL_POINTER_OPERATOR(+)
MQL_POINTER_OPERATOR(-)
MQL_POINTER_OPERATOR(*)
MQL_POINTER_OPERATOR(/)
MQL_POINTER_OPERATOR(%)
MQL_POINTER_OPERATOR(<<)
MQL_POINTER_OPERATOR(>>)
MQL_POINTER_OPERATOR(+=)
MQL_POINTER_OPERATOR(-=)
MQL_POINTER_OPERATOR(*=)
MQL_POINTER_OPERATOR(/=)
#undef MQL_POINTER_OPERATOR

template <class T> MqlPtr_<T> GetPointer(T &o) { return MqlPtr_<T>(&o); }
template <class T> MqlPtr_<T> GetPointer(const MqlPtr_<T> &o) { return o; }
template <class T> MqlPtr_<T> GetPointer(const MqlThis_<T> &o) { return MqlPtr_<T>(o.p); }
template <class T> MqlPtr_<T> GetPointer(MqlPtr_<T> &o) { return o; }
template <class P, class U> P mql_dyncast(const MqlPtr_<U> &o) {
  P r;
  if (o.valid())
    if (auto *q = dynamic_cast<decltype(r.p)>(o.p)) r.set(q);
  return r;
}
template <class P, class U, std::enable_if_t<std::is_base_of_v<MqlObject, U>, int> = 0> P mql_dyncast(U *o) { return mql_dyncast<P>(MqlPtr_<U>(o)); }
void deletedInvalidPointer();
template <class T> void mql_delete(MqlPtr_<T> o) {
  if (!o.p) return;
  if (!o.valid()) return deletedInvalidPointer();
  if (!slots().slot[o.slot].dynamic) host::critical("delete of an automatic object");
  delete const_cast<std::remove_const_t<T> *>(o.p);
}
template <class T> void mql_delete(T *o) { mql_delete(MqlPtr_<T>(o)); }

template <class T> std::string typeName() {
  std::string f = __PRETTY_FUNCTION__;
  const auto from = f.find("T = ") + 4;
  std::string name = f.substr(from, f.find_first_of(";]", from) - from);
  const auto scope = name.rfind("::");
  return scope == name.npos ? name : name.substr(scope + 2);
}
template <class T> string mql_typename(const T &) { return string::ascii(typeName<T>()); }
} // namespace mql
