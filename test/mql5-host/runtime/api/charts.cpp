// Charts: one, with recorded objects and properties.
#include "mql5-host.hpp"
#include "../terminal/charts.hpp"

using host::chart;
using host::Chart;

namespace host {
Chart &chart() {
  static auto *c = new Chart;
  return *c;
}
void comment(const mql::string &text) { chart().comment = text; }
} // namespace host

namespace mql {
namespace {
bool exists(long id) {
  const bool found = (id == 0 || id == Chart::ID) && !host::program().service;
  if (!found) _LastError = ERR_CHART_NOT_FOUND;
  return found;
}
template <class M, class K> auto value(const M &m, const char *function, const std::string &property, const K &key) {
  const auto i = m.find(key);
  if (i == m.end()) host::notModelled(std::string(function) + "(" + property + ") before it is set");
  return i->second;
}
/// Size of the only chart, unless a program or the harness sets another.
constexpr long WIDTH = 1280, HEIGHT = 720;
} // namespace
long ChartID() { return host::program().service ? -1 : Chart::ID; }
long ChartFirst() { return ChartID(); }
long ChartNext(long) { return -1; }
string ChartSymbol(long id) { return exists(id) ? _Symbol : string::empty(); }
ENUM_TIMEFRAMES ChartPeriod(long id) { return exists(id) ? _Period : PERIOD_CURRENT; }
void ChartRedraw(long) { chart().redraws++; }
bool ChartSetInteger(long id, ENUM_CHART_PROPERTY_INTEGER p, long v) { return ChartSetInteger(id, p, 0, v); }
bool ChartSetInteger(long id, ENUM_CHART_PROPERTY_INTEGER p, uint window, long v) {
  if (!exists(id)) return false;
  chart().whole[{p, (int)window}] = v;
  return true;
}
bool ChartSetDouble(long id, ENUM_CHART_PROPERTY_DOUBLE p, double v) {
  if (!exists(id)) return false;
  chart().real[p] = v;
  return true;
}
bool ChartSetString(long id, ENUM_CHART_PROPERTY_STRING p, const string &v) {
  if (!exists(id)) return false;
  if (p == CHART_COMMENT) chart().comment = v;
  else chart().text[p] = v;
  return true;
}
long ChartGetInteger(long id, ENUM_CHART_PROPERTY_INTEGER p, int window) {
  if (!exists(id)) return 0;
  const auto i = chart().whole.find({p, window});
  if (i != chart().whole.end()) return i->second;
  switch (p) {
  case CHART_WIDTH_IN_PIXELS: return WIDTH;
  case CHART_HEIGHT_IN_PIXELS: return HEIGHT;
  case CHART_WINDOWS_TOTAL: return 1;
  case CHART_IS_OBJECT: return 0;
  case CHART_SHOW: return 1;
  case CHART_COLOR_BACKGROUND: return (long)clrBlack;
  case CHART_COLOR_FOREGROUND: return (long)clrWhite;
  default: return value(chart().whole, "ChartGetInteger", host::Properties::name(p), std::pair<int, int>{p, window});
  }
}
bool ChartGetInteger(long id, ENUM_CHART_PROPERTY_INTEGER p, int window, long &v) {
  v = exists(id) ? ChartGetInteger(id, p, window) : 0;
  return exists(id);
}
double ChartGetDouble(long id, ENUM_CHART_PROPERTY_DOUBLE p, int) {
  return exists(id) ? value(chart().real, "ChartGetDouble", host::Properties::name(p), (int)p) : 0;
}
bool ChartGetDouble(long id, ENUM_CHART_PROPERTY_DOUBLE p, int window, double &v) {
  v = ChartGetDouble(id, p, window);
  return exists(id);
}
string ChartGetString(long id, ENUM_CHART_PROPERTY_STRING p) {
  if (!exists(id)) return string::empty();
  if (p == CHART_COMMENT) return chart().comment;
  if (p == CHART_EXPERT_NAME) return string::utf8(host::program().name);
  return value(chart().text, "ChartGetString", host::Properties::name(p), (int)p);
}
bool ChartGetString(long id, ENUM_CHART_PROPERTY_STRING p, string &v) {
  v = ChartGetString(id, p);
  return exists(id);
}
} // namespace mql
