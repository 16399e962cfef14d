#include "mql5-host.hpp"
#include "sandbox.hpp"
#include <dirent.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

namespace host {
namespace {
/// The entry of a folder that Windows would mean by `part`.
std::string entry(const std::string &dir, const std::string &part) {
  if (access((dir + "/" + part).c_str(), F_OK) == 0) return part;
  std::string found = part;
  if (DIR *d = opendir(dir.c_str())) {
    while (const dirent *e = readdir(d))
      if (strcasecmp(e->d_name, part.c_str()) == 0) found = e->d_name;
    closedir(d);
  }
  return found;
}
} // namespace

std::string sandboxPath(const mql::string &name, bool common) {
  const std::string text = name.u8();
  std::string path = common ? program().commonDir + "/Files" : program().dataDir + "/MQL5/Files";
  makeFolder(path);
  const bool bad = text.empty() || text[0] == '/' || text[0] == '\\' || text.find_first_of(":*?\"<>|") != text.npos;
  std::string part;
  for (size_t i = 0; !bad && i <= text.size(); i++) {
    if (i < text.size() && text[i] != '/' && text[i] != '\\') {
      part += text[i];
      continue;
    }
    if (part == "..") {
      mql::_LastError = mql::ERR_WRONG_FILENAME;
      return "";
    }
    if (!part.empty() && part != ".") path += "/" + entry(path, part);
    part.clear();
  }
  if (!bad) return path;
  mql::_LastError = mql::ERR_WRONG_FILENAME;
  return "";
}
bool isFolder(const std::string &path) {
  struct stat st{};
  return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}
bool fileExists(const std::string &path) { return access(path.c_str(), F_OK) == 0 && !isFolder(path); }
bool makeFolder(const std::string &path) {
  if (isFolder(path)) return true;
  return makeParents(path) && (mkdir(path.c_str(), 0755) == 0 || isFolder(path));
}
bool makeParents(const std::string &path) {
  const auto slash = path.rfind('/');
  return slash == path.npos || slash == 0 || makeFolder(path.substr(0, slash));
}
} // namespace host
