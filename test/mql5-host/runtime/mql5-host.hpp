// Everything a translated program sees. Precompiled.
#pragma once
#include "core/pointer.hpp"
#include "undefine-macros.hpp"

namespace mql {
datetime mql_D(const char *literal);
color mql_C(const char *literal);
/// A #resource variable: its contents are not loaded.
struct Resource {
  const char *name;
  template <class T> operator T() const { host::notModelled(std::string("resource variable ") + name); }
};
inline Resource mql_resource(const char *name) { return {name}; }
} // namespace mql

#include "platform.generated.hpp"
#include "api/struct-functions.hpp"
#include "api/files.hpp"
#include "missing.generated.hpp"
#include "terminal/program.hpp"
#include "terminal/trade-client.hpp"
#include "api/series.hpp"
#include "api/linear-algebra.hpp"
