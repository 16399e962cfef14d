// File functions over any type: structures, arrays and lines of values.
#pragma once
#include "struct-functions.hpp"

namespace host {
/// Raw transfer for an open binary file; 0 with the error set when the handle or the mode is wrong.
size_t fileRead(int handle, void *to, size_t bytes);
size_t fileWrite(int handle, const void *from, size_t bytes);
/// True when the handle is open with FILE_BIN.
bool fileIsBinary(int handle);
/// One line of values: separated by the delimiter in a CSV file.
mql::uint fileWriteLine(int handle, const std::vector<mql::string> &values);
mql::uint fileWriteText(int handle, const mql::string &text);
/// Whole-file transfer.
bool fileSave(const mql::string &name, const void *from, size_t bytes, int common);
bool fileLoad(const mql::string &name, std::string &out, int common);
} // namespace host

namespace mql {
template <class... A> uint FileWrite(int handle, const A &...a) { return host::fileWriteLine(handle, {host::text(a)...}); }
template <class T> uint FileWriteStruct(int handle, const T &v, int size = -1) {
  static_assert(std::is_trivially_copyable_v<T>, "FileWriteStruct: structures with objects are not allowed");
  return (uint)host::fileWrite(handle, &v, size < 0 ? sizeof(T) : std::min((size_t)size, sizeof(T)));
}
template <class T> uint FileReadStruct(int handle, T &v, int size = -1) {
  static_assert(std::is_trivially_copyable_v<T>, "FileReadStruct: structures with objects are not allowed");
  return (uint)host::fileRead(handle, &v, size < 0 ? sizeof(T) : std::min((size_t)size, sizeof(T)));
}
template <class A> uint FileWriteArray(int handle, const A &a, int start = 0, int count = WHOLE_ARRAY) {
  const auto [from, end] = host::range(a, start, count);
  if constexpr (std::is_same_v<elem_t<A>, string>) {
    for (int i = from; i < end; i++) host::fileWriteText(handle, a[i] + string(u"\r\n", 2));
    return (uint)(end - from);
  } else {
    static_assert(std::is_trivially_copyable_v<elem_t<A>>, "FileWriteArray: arrays of objects are not allowed");
    return (uint)(host::fileWrite(handle, a.raw() + from, sizeof(elem_t<A>) * (size_t)(end - from)) / sizeof(elem_t<A>));
  }
}
template <class A> uint FileReadArray(int handle, A &&a, int start = 0, int count = WHOLE_ARRAY) {
  using E = elem_t<A>;
  if constexpr (std::is_same_v<E, string>) {
    int n = 0;
    for (; (count < 0 || n < count) && !FileIsEnding(handle); n++) {
      if (a.size() <= start + n && a.resize(start + n + 1, 64) < 0) break;
      a[start + n] = FileReadString(handle);
    }
    return (uint)n;
  } else {
    static_assert(std::is_trivially_copyable_v<E>, "FileReadArray: arrays of objects are not allowed");
    const ulong size = FileSize(handle), at = FileTell(handle);
    long n = size > at ? (long)((size - at) / sizeof(E)) : 0;
    if (count >= 0) n = std::min<long>(n, count);
    if (a.dynamic() && a.size() < start + n) a.resize((int)(start + n), 0);
    n = std::min<long>(n, a.size() - start);
    return n > 0 ? (uint)(host::fileRead(handle, a.raw() + start, sizeof(E) * (size_t)n) / sizeof(E)) : 0;
  }
}
template <class A> bool FileSave(const string &name, const A &a, int common = 0) {
  static_assert(std::is_trivially_copyable_v<elem_t<A>>, "FileSave: arrays of objects are not allowed");
  return host::fileSave(name, a.raw(), sizeof(elem_t<A>) * (size_t)a.size(), common);
}
template <class A> long FileLoad(const string &name, A &&a, int common = 0) {
  using E = elem_t<A>;
  std::string bytes;
  if (!host::fileLoad(name, bytes, common)) return -1;
  const int n = (int)(bytes.size() / sizeof(E));
  if (a.dynamic()) a.resize(n, 0);
  const int fit = std::min(n, a.size());
  if (fit) memcpy((void *)a.raw(), bytes.data(), sizeof(E) * (size_t)fit);
  return fit;
}
} // namespace mql
