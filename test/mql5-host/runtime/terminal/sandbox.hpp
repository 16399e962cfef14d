// Paths of MQL5/Files and the common folder: nothing outside them can be named, and case does not matter.
#pragma once
#include "../core/string.hpp"

namespace host {
/// Real path for a name in the sandbox; "" with the error set when the name leaves it or is malformed.
std::string sandboxPath(const mql::string &name, bool common);
/// Creates the folders above `path`.
bool makeParents(const std::string &path);
bool makeFolder(const std::string &path);
bool isFolder(const std::string &path);
bool fileExists(const std::string &path);
} // namespace host
