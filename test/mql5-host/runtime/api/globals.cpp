// Global variables of the terminal.
#include "mql5-host.hpp"
#include "../terminal/globals.hpp"

using host::globals;

namespace mql {
namespace {
bool known(bool found) {
  if (!found) _LastError = ERR_GLOBALVARIABLE_NOT_FOUND;
  return found;
}
} // namespace
bool GlobalVariableCheck(const string &n) {
  double v;
  return globals().get(n.u8(), v);
}
bool GlobalVariableGet(const string &n, double &v) { return known(globals().get(n.u8(), v)); }
double GlobalVariableGet(const string &n) {
  double v = 0;
  known(globals().get(n.u8(), v));
  return v;
}
datetime GlobalVariableSet(const string &n, double v) {
  const long t = globals().set(n.u8(), v);
  if (!t) _LastError = ERR_GLOBALVARIABLE_CANNOTWRITE;
  return (datetime)t;
}
bool GlobalVariableTemp(const string &n) {
  if (globals().addTemporary(n.u8())) return true;
  _LastError = ERR_GLOBALVARIABLE_EXISTS;
  return false;
}
bool GlobalVariableDel(const string &n) { return known(globals().erase(n.u8())); }
bool GlobalVariableSetOnCondition(const string &n, double v, double expected) {
  if (globals().compareAndSet(n.u8(), expected, v)) return true;
  _LastError = GlobalVariableCheck(n) ? ERR_GLOBALVARIABLE_NOT_MODIFIED : ERR_GLOBALVARIABLE_NOT_FOUND;
  return false;
}
datetime GlobalVariableTime(const string &n) {
  const long t = globals().time(n.u8());
  known(t != 0);
  return (datetime)t;
}
string GlobalVariableName(int i) { return string::utf8(globals().nameAt(i)); }
int GlobalVariablesTotal() { return globals().count(); }
int GlobalVariablesDeleteAll(const string &prefix, datetime before) { return globals().eraseAll(prefix.u8(), (long)before); }
/// The table is a shared mapping: it is written as it changes.
void GlobalVariablesFlush() {}
} // namespace mql
