// The table of open files.
#pragma once
#include "program.hpp"

namespace host {
class OpenFile {
public:
  FILE *f = nullptr;
  int flags = 0;
  std::string path;
  std::u16string delimiter;
  mql::uint codepage = 0;
  bool lineEnded = false;

  bool wide() const { return flags & mql::FILE_UNICODE; }
  void begin(bool fresh);
  void turn(int direction);
  /// One character unit, -1 at the end.
  int get();
  void unget(int c);
  size_t put(std::u16string_view t);
  mql::string field();
  mql::string decode(const std::u16string &units) const;

private:
  int direction_ = 0;
};
class OpenFiles {
public:
  static constexpr size_t LIMIT = 64;
  /// The file, readable, writable, binary or textual as `needs` says; null with the error set.
  OpenFile *at(int handle, int needs);
  int open(const mql::string &name, int flags, std::u16string delimiter, mql::uint codepage);
  void close(int handle);

private:
  std::map<int, OpenFile> files_;
};
OpenFiles &openFiles();
} // namespace host
