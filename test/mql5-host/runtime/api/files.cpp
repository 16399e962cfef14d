// Open files: handles, reading and writing.
#include "mql5-host.hpp"
#include "../terminal/open-files.hpp"
#include "../terminal/sandbox.hpp"
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace host {
OpenFiles &openFiles() {
  static auto *f = new OpenFiles;
  return *f;
}
OpenFile *OpenFiles::at(int handle, int needs) {
  const auto i = files_.find(handle);
  if (i == files_.end()) {
    mql::_LastError = mql::ERR_WRONG_FILEHANDLE;
    return nullptr;
  }
  OpenFile &f = i->second;
  if ((needs & mql::FILE_READ) && !(f.flags & mql::FILE_READ)) mql::_LastError = mql::ERR_FILE_NOTTOREAD;
  else if ((needs & mql::FILE_WRITE) && !(f.flags & mql::FILE_WRITE)) mql::_LastError = mql::ERR_FILE_NOTTOWRITE;
  else if ((needs & mql::FILE_BIN) && !(f.flags & mql::FILE_BIN)) mql::_LastError = mql::ERR_FILE_NOTBIN;
  else if ((needs & mql::FILE_TXT) && (f.flags & mql::FILE_BIN)) mql::_LastError = mql::ERR_FILE_NOTTXTORCSV;
  else return f.turn(needs & (mql::FILE_READ | mql::FILE_WRITE)), &f;
  return nullptr;
}
void OpenFile::turn(int direction) {
  // The C library wants a seek between writing and reading.
  if (direction && direction != direction_) fseek(f, 0, 1);
  if (direction) direction_ = direction;
}

int OpenFiles::open(const mql::string &name, int flags, std::u16string delimiter, mql::uint codepage) {
  const std::string path = sandboxPath(name, flags & mql::FILE_COMMON);
  if (path.empty()) return -1;
  if (files_.size() >= LIMIT) return fail(mql::ERR_TOO_MANY_FILES);
  if (isFolder(path)) return fail(mql::ERR_FILE_IS_DIRECTORY);
  const bool read = flags & mql::FILE_READ, write = flags & mql::FILE_WRITE;
  const bool fresh = write && (!read || !fileExists(path));
  if (!write && !fileExists(path)) return fail(mql::ERR_FILE_NOT_EXIST);
  if (write) makeParents(path);
  // Not truncated by fopen: another program may hold the file.
  FILE *f = fopen(path.c_str(), write ? (fileExists(path) ? "r+b" : "w+b") : "rb");
  if (!f) return fail(mql::ERR_CANNOT_OPEN_FILE);
  const bool shared = flags & (mql::FILE_SHARE_READ | mql::FILE_SHARE_WRITE);
  if (flock(fileno(f), (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
    fclose(f);
    return fail(mql::ERR_CANNOT_OPEN_FILE);
  }
  if (fresh && ftruncate(fileno(f), 0) != 0) {
    fclose(f);
    return fail(mql::ERR_CANNOT_OPEN_FILE);
  }
  if (!(flags & (mql::FILE_BIN | mql::FILE_CSV | mql::FILE_TXT))) flags |= mql::FILE_CSV;
  if (!(flags & (mql::FILE_ANSI | mql::FILE_UNICODE))) flags |= mql::FILE_UNICODE;
  if (codepage == mql::CP_UTF8 && (flags & mql::FILE_UNICODE)) flags = (flags & ~mql::FILE_UNICODE) | mql::FILE_ANSI;
  int handle = 1;
  while (files_.count(handle)) handle++;
  OpenFile &o = files_[handle];
  o.f = f;
  o.flags = flags;
  o.path = path;
  o.delimiter = std::move(delimiter);
  o.codepage = codepage;
  o.begin(fresh);
  return handle;
}
void OpenFiles::close(int handle) {
  if (OpenFile *f = at(handle, 0)) {
    fclose(f->f);
    files_.erase(handle);
  }
}

/// Text files in UTF-16 start with a mark.
void OpenFile::begin(bool fresh) {
  if (flags & mql::FILE_BIN) return;
  unsigned char mark[3];
  if (fresh && wide()) {
    fwrite("\xFF\xFE", 1, 2, f);
    direction_ = mql::FILE_WRITE;
    return;
  }
  const size_t n = fread(mark, 1, 3, f);
  if (n >= 2 && mark[0] == 0xFF && mark[1] == 0xFE) {
    flags = (flags & ~mql::FILE_ANSI) | mql::FILE_UNICODE;
    fseek(f, 2, 0);
  } else if (n == 3 && mark[0] == 0xEF && mark[1] == 0xBB && mark[2] == 0xBF) codepage = mql::CP_UTF8;
  else fseek(f, 0, 0);
  direction_ = mql::FILE_READ;
}
int OpenFile::get() {
  if (!wide()) return fgetc(f);
  const int a = fgetc(f), b = fgetc(f);
  return b < 0 ? -1 : a | b << 8;
}
void OpenFile::unget(int c) {
  if (c >= 0) fseek(f, wide() ? -2 : -1, 1);
}
size_t OpenFile::put(std::u16string_view t) {
  if (wide()) return fwrite(t.data(), 2, t.size(), f) * 2;
  std::string b;
  if (codepage == mql::CP_UTF8) b = mql::string(t.data(), t.size()).u8();
  else
    for (const char16_t c : t) b += c < 256 ? (char)c : '?';
  return fwrite(b.data(), 1, b.size(), f);
}
mql::string OpenFile::decode(const std::u16string &units) const {
  if (wide()) return mql::string(units);
  const std::string b(units.begin(), units.end());
  if (codepage == mql::CP_UTF8) return mql::string::utf8(b);
  return mql::string(units);
}
/// Up to the delimiter or the end of the line; a text file has no delimiter.
mql::string OpenFile::field() {
  std::u16string units;
  int c;
  while ((c = get()) >= 0) {
    if (c == '\n') {
      lineEnded = true;
      break;
    }
    if (c == '\r') {
      const int next = get();
      if (next != '\n') unget(next);
      lineEnded = true;
      break;
    }
    if ((flags & mql::FILE_CSV) && delimiter.find((char16_t)c) != std::u16string::npos) {
      lineEnded = false;
      break;
    }
    units += (char16_t)c;
  }
  if (c < 0) lineEnded = true;
  return decode(units);
}

size_t fileRead(int handle, void *to, size_t bytes) {
  OpenFile *f = openFiles().at(handle, mql::FILE_READ | mql::FILE_BIN);
  if (!f) return 0;
  const size_t n = fread(to, 1, bytes, f->f);
  if (n < bytes) mql::_LastError = mql::ERR_FILE_READERROR;
  return n;
}
size_t fileWrite(int handle, const void *from, size_t bytes) {
  OpenFile *f = openFiles().at(handle, mql::FILE_WRITE | mql::FILE_BIN);
  return f ? fwrite(from, 1, bytes, f->f) : 0;
}
mql::uint fileWriteText(int handle, const mql::string &text) {
  OpenFile *f = openFiles().at(handle, mql::FILE_WRITE | mql::FILE_TXT);
  return f ? (mql::uint)f->put(text.s) : 0;
}
mql::uint fileWriteLine(int handle, const std::vector<mql::string> &values) {
  OpenFile *f = openFiles().at(handle, mql::FILE_WRITE | mql::FILE_TXT);
  if (!f) return 0;
  std::u16string line;
  for (size_t i = 0; i < values.size(); i++) {
    if (i && (f->flags & mql::FILE_CSV)) line += f->delimiter.empty() ? u'\t' : f->delimiter[0];
    line += values[i].s;
  }
  return (mql::uint)f->put(line + u"\r\n");
}
bool fileSave(const mql::string &name, const void *from, size_t bytes, int common) {
  const int h = openFiles().open(name, mql::FILE_WRITE | mql::FILE_BIN | common, u"", 0);
  if (h < 0) return false;
  const bool good = fileWrite(h, from, bytes) == bytes;
  openFiles().close(h);
  return good;
}
bool fileLoad(const mql::string &name, std::string &out, int common) {
  const int h = openFiles().open(name, mql::FILE_READ | mql::FILE_BIN | common, u"", 0);
  if (h < 0) return false;
  out.resize(mql::FileSize(h));
  const bool good = out.empty() || fileRead(h, out.data(), out.size()) == out.size();
  openFiles().close(h);
  return good;
}
} // namespace host
