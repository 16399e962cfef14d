// Single values in files.
#include "mql5-host.hpp"
#include "../terminal/death.hpp"
#include "../terminal/open-files.hpp"
#include <sys/stat.h>

using host::openFiles;
using host::OpenFile;

namespace mql {
int FileOpen(const string &name, int flags, short delimiter, uint codepage) {
  return openFiles().open(name, flags, std::u16string(1, (char16_t)delimiter), codepage);
}
int FileOpen(const string &name, int flags, const string &delimiter, uint codepage) { return openFiles().open(name, flags, delimiter.s, codepage); }
void FileClose(int h) { openFiles().close(h); }
void FileFlush(int h) {
  host::reach("flushing");
  if (OpenFile *f = openFiles().at(h, 0)) fflush(f->f);
  host::reach("flushed");
}
bool FileIsEnding(int h) {
  OpenFile *f = openFiles().at(h, FILE_READ);
  if (!f) return true;
  const int c = fgetc(f->f);
  if (c < 0) return true;
  ungetc(c, f->f);
  return false;
}
bool FileIsLineEnding(int h) {
  OpenFile *f = openFiles().at(h, FILE_READ | FILE_TXT);
  return f && (f->lineEnded || FileIsEnding(h));
}
ulong FileSize(int h) {
  OpenFile *f = openFiles().at(h, 0);
  if (!f) return 0;
  fflush(f->f);
  struct stat st{};
  return fstat(fileno(f->f), &st) == 0 ? (ulong)st.st_size : 0;
}
ulong FileTell(int h) {
  OpenFile *f = openFiles().at(h, 0);
  return f ? (ulong)ftell(f->f) : 0;
}
bool FileSeek(int h, long offset, ENUM_FILE_POSITION origin) {
  OpenFile *f = openFiles().at(h, 0);
  return f && fseek(f->f, offset, origin == SEEK_SET ? 0 : origin == SEEK_CUR ? 1 : 2) == 0;
}

namespace {
template <class T> T readValue(int h) {
  T v{};
  host::fileRead(h, &v, sizeof v);
  return v;
}
string readField(int h) {
  OpenFile *f = openFiles().at(h, FILE_READ | FILE_TXT);
  return f ? f->field() : string::empty();
}
} // namespace

int FileReadInteger(int h, int size) {
  switch (size) {
  case 1: return readValue<char>(h);
  case 2: return readValue<short>(h);
  default: return readValue<int>(h);
  }
}
long FileReadLong(int h) { return readValue<long>(h); }
double FileReadDouble(int h) { return readValue<double>(h); }
float FileReadFloat(int h) { return readValue<float>(h); }
double FileReadNumber(int h) { return stringToDouble(readField(h)); }
bool FileReadBool(int h) { return stringToBool(readField(h)); }
datetime FileReadDatetime(int h) { return StringToTime(readField(h)); }
/// A text file gives a line, a CSV file a field, a binary file `length` characters.
string FileReadString(int h, int length) {
  OpenFile *f = openFiles().at(h, FILE_READ);
  if (!f) return string::empty();
  if (!(f->flags & FILE_BIN)) return f->field();
  std::u16string units;
  for (int c; (int)units.size() < length && (c = f->get()) >= 0;) units += (char16_t)c;
  return f->decode(units);
}
uint FileWriteInteger(int h, int v, int size) { return (uint)host::fileWrite(h, &v, size == 1 || size == 2 ? (size_t)size : 4); }
uint FileWriteLong(int h, long v) { return (uint)host::fileWrite(h, &v, sizeof v); }
uint FileWriteDouble(int h, double v) { return (uint)host::fileWrite(h, &v, sizeof v); }
uint FileWriteFloat(int h, float v) { return (uint)host::fileWrite(h, &v, sizeof v); }
uint FileWriteString(int h, const string &s, int length) {
  OpenFile *f = openFiles().at(h, FILE_WRITE);
  if (!f) return 0;
  std::u16string t = s.s;
  if (length >= 0) t.resize((size_t)length);
  return (uint)f->put(t);
}
} // namespace mql
