// Files by name: existence, moving, copying, searching, folders.
#include "mql5-host.hpp"
#include "../terminal/open-files.hpp"
#include "../terminal/sandbox.hpp"
#include <dirent.h>
#include <filesystem>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

using host::sandboxPath;

namespace mql {
bool FileIsExist(const string &name, int common) {
  const std::string p = sandboxPath(name, common & FILE_COMMON);
  if (p.empty()) return false;
  if (host::isFolder(p)) _LastError = ERR_FILE_IS_DIRECTORY;
  else if (!host::fileExists(p)) _LastError = ERR_FILE_NOT_EXIST;
  return host::fileExists(p);
}
bool FileDelete(const string &name, int common) {
  const std::string p = sandboxPath(name, common & FILE_COMMON);
  if (p.empty()) return false;
  if (host::fileExists(p) && unlink(p.c_str()) == 0) return true;
  _LastError = host::fileExists(p) ? ERR_CANNOT_DELETE_FILE : ERR_FILE_NOT_EXIST;
  return false;
}

namespace {
/// Source and target of a move or copy; false with the error set when it may not happen.
bool prepare(const string &from, int fromCommon, const string &to, int mode, std::string &a, std::string &b) {
  a = sandboxPath(from, fromCommon & FILE_COMMON);
  b = sandboxPath(to, mode & FILE_COMMON);
  if (a.empty() || b.empty()) return false;
  if (!host::fileExists(a)) _LastError = ERR_FILE_NOT_EXIST;
  else if (host::isFolder(b)) _LastError = ERR_FILE_IS_DIRECTORY;
  else if (host::fileExists(b) && !(mode & FILE_REWRITE)) _LastError = ERR_FILE_CANNOT_REWRITE;
  else return host::makeParents(b);
  return false;
}
} // namespace
bool FileMove(const string &from, int fromCommon, const string &to, int mode) {
  std::string a, b;
  if (!prepare(from, fromCommon, to, mode, a, b)) return false;
  std::error_code e;
  std::filesystem::rename(a, b, e);
  if (e) _LastError = ERR_CANNOT_OPEN_FILE;
  return !e;
}
bool FileCopy(const string &from, int fromCommon, const string &to, int mode) {
  std::string a, b;
  if (!prepare(from, fromCommon, to, mode, a, b)) return false;
  std::error_code e;
  std::filesystem::copy_file(a, b, std::filesystem::copy_options::overwrite_existing, e);
  if (e) _LastError = ERR_CANNOT_OPEN_FILE;
  return !e;
}
bool FolderCreate(const string &name, int common) {
  const std::string p = sandboxPath(name, common & FILE_COMMON);
  return !p.empty() && host::makeFolder(p);
}
bool FolderDelete(const string &name, int common) {
  const std::string p = sandboxPath(name, common & FILE_COMMON);
  if (!p.empty() && rmdir(p.c_str()) == 0) return true;
  _LastError = ERR_CANNOT_DELETE_DIRECTORY;
  return false;
}
bool FolderClean(const string &name, int common) {
  const std::string p = sandboxPath(name, common & FILE_COMMON);
  if (p.empty() || !host::isFolder(p)) {
    _LastError = ERR_DIRECTORY_NOT_EXIST;
    return false;
  }
  std::error_code e;
  for (const auto &x : std::filesystem::directory_iterator(p, e)) std::filesystem::remove_all(x.path(), e);
  return !e;
}

namespace {
struct Search {
  std::vector<std::string> names;
  size_t next = 0;
};
std::map<long, Search> searches;
long lastSearch = 0;
} // namespace
/// Folders are listed too, with a backslash behind.
long FileFindFirst(const string &filter, string &found, int common) {
  string t = filter;
  StringReplace(t, string::ascii("\\"), string::ascii("/"));
  const std::string u = t.u8();
  const auto slash = u.rfind('/');
  const std::string folder = slash == u.npos ? "" : u.substr(0, slash), pattern = slash == u.npos ? u : u.substr(slash + 1);
  const std::string dir = sandboxPath(string::utf8(folder.empty() ? "." : folder), common & FILE_COMMON);
  Search s;
  std::error_code e;
  for (const auto &x : std::filesystem::directory_iterator(dir, e)) {
    const std::string name = x.path().filename().string();
    if (fnmatch(pattern.c_str(), name.c_str(), FNM_CASEFOLD) == 0) s.names.push_back(x.is_directory() ? name + "\\" : name);
  }
  if (s.names.empty()) {
    _LastError = ERR_FILE_NOT_EXIST;
    return INVALID_HANDLE;
  }
  std::sort(s.names.begin(), s.names.end());
  found = string::utf8(s.names[0]);
  s.next = 1;
  searches[++lastSearch] = std::move(s);
  return lastSearch;
}
bool FileFindNext(long handle, string &found) {
  const auto i = searches.find(handle);
  if (i == searches.end() || i->second.next >= i->second.names.size()) return false;
  found = string::utf8(i->second.names[i->second.next++]);
  return true;
}
void FileFindClose(long handle) { searches.erase(handle); }

namespace {
long property(const std::string &path, ENUM_FILE_PROPERTY_INTEGER p, bool common) {
  struct stat st{};
  if (stat(path.c_str(), &st) != 0) {
    _LastError = ERR_FILE_NOT_EXIST;
    return p == FILE_EXISTS ? 0 : -1;
  }
  switch (p) {
  case FILE_EXISTS: return 1;
  case FILE_SIZE: return st.st_size;
  case FILE_MODIFY_DATE: return st.st_mtime;
  case FILE_ACCESS_DATE: return st.st_atime;
  case FILE_CREATE_DATE: return st.st_ctime;
  case FILE_IS_COMMON: return common;
  default: host::notModelled("FileGetInteger(" + host::Properties::name(p) + ") by name");
  }
}
} // namespace
long FileGetInteger(const string &name, ENUM_FILE_PROPERTY_INTEGER p, bool common) {
  const std::string path = sandboxPath(name, common);
  return path.empty() ? -1 : property(path, p, common);
}
long FileGetInteger(int h, ENUM_FILE_PROPERTY_INTEGER p) {
  host::OpenFile *f = host::openFiles().at(h, 0);
  if (!f) return -1;
  switch (p) {
  case FILE_SIZE: return (long)FileSize(h);
  case FILE_POSITION: return (long)FileTell(h);
  case FILE_END: return FileIsEnding(h);
  case FILE_LINE_END: return FileIsLineEnding(h);
  case FILE_IS_COMMON: return (f->flags & FILE_COMMON) != 0;
  case FILE_IS_TEXT: return (f->flags & FILE_TXT) != 0;
  case FILE_IS_BINARY: return (f->flags & FILE_BIN) != 0;
  case FILE_IS_CSV: return (f->flags & FILE_CSV) != 0;
  case FILE_IS_ANSI: return (f->flags & FILE_ANSI) != 0;
  case FILE_IS_READABLE: return (f->flags & FILE_READ) != 0;
  case FILE_IS_WRITABLE: return (f->flags & FILE_WRITE) != 0;
  default: return property(f->path, p, f->flags & FILE_COMMON);
  }
}
} // namespace mql
