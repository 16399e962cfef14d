// Graphical objects of the chart.
#include "mql5-host.hpp"
#include "../terminal/charts.hpp"

using host::chart;
using host::ChartObject;

namespace mql {
namespace {
ChartObject *object(const string &name) {
  const auto i = chart().objects.find(name.s);
  if (i != chart().objects.end()) return &i->second;
  _LastError = ERR_OBJECT_NOT_FOUND;
  return nullptr;
}
bool matches(const ChartObject &o, int window, int type) { return (window < 0 || o.window == window) && (type < 0 || (int)o.type == type); }
template <class M> typename M::mapped_type property(const M &m, const char *function, const std::string &name, std::pair<int, int> key) {
  const auto i = m.find(key);
  if (i == m.end()) host::notModelled(std::string(function) + "(" + name + ") before it is set");
  return i->second;
}
} // namespace

bool ObjectCreate(long, const string &name, ENUM_OBJECT type, int window, datetime t1, double p1, datetime t2, double p2, datetime t3, double p3, datetime t4,
                  double p4, datetime t5, double p5) {
  ChartObject o{type, window, {{(long)t1, p1}, {(long)t2, p2}, {(long)t3, p3}, {(long)t4, p4}, {(long)t5, p5}}, {}, {}, {}};
  while (o.points.size() > 1 && o.points.back() == std::pair<long, double>{0, 0}) o.points.pop_back();
  if (name.s.empty() || name.s.size() > 63) return false;
  const bool fresh = !chart().objects.count(name.s);
  if (fresh) chart().objects[name.s] = std::move(o);
  else _LastError = ERR_OBJECT_ERROR;
  return fresh;
}
bool ObjectDelete(long, const string &name) {
  if (!object(name)) return false;
  chart().objects.erase(name.s);
  return true;
}
int ObjectsDeleteAll(long id, const string &prefix, int window, int type) {
  (void)id;
  int n = 0;
  auto &all = chart().objects;
  for (auto i = all.begin(); i != all.end();) {
    if (i->first.rfind(prefix.s, 0) == 0 && matches(i->second, window, type)) {
      i = all.erase(i);
      n++;
    } else ++i;
  }
  return n;
}
int ObjectsDeleteAll(long id, int window, int type) { return ObjectsDeleteAll(id, string::empty(), window, type); }
int ObjectFind(long, const string &name) {
  const ChartObject *o = object(name);
  return o ? o->window : -1;
}
int ObjectsTotal(long, int window, int type) {
  int n = 0;
  for (const auto &[name, o] : chart().objects) n += matches(o, window, type);
  return n;
}
string ObjectName(long, int pos, int window, int type) {
  for (const auto &[name, o] : chart().objects)
    if (matches(o, window, type) && pos-- == 0) return string(name);
  return string::empty();
}
bool ObjectMove(long, const string &name, int point, datetime t, double price) {
  ChartObject *o = object(name);
  if (!o || point < 0 || point >= 5) return false;
  if ((int)o->points.size() <= point) o->points.resize((size_t)point + 1);
  o->points[(size_t)point] = {(long)t, price};
  return true;
}
bool ObjectSetInteger(long, const string &name, ENUM_OBJECT_PROPERTY_INTEGER p, int modifier, long v) {
  ChartObject *o = object(name);
  if (o) o->whole[{p, modifier}] = v;
  return o;
}
bool ObjectSetDouble(long, const string &name, ENUM_OBJECT_PROPERTY_DOUBLE p, int modifier, double v) {
  ChartObject *o = object(name);
  if (o) o->real[{p, modifier}] = v;
  return o;
}
bool ObjectSetString(long, const string &name, ENUM_OBJECT_PROPERTY_STRING p, int modifier, const string &v) {
  ChartObject *o = object(name);
  if (o) o->text[{p, modifier}] = v;
  return o;
}
bool ObjectSetInteger(long id, const string &n, ENUM_OBJECT_PROPERTY_INTEGER p, long v) { return ObjectSetInteger(id, n, p, 0, v); }
bool ObjectSetDouble(long id, const string &n, ENUM_OBJECT_PROPERTY_DOUBLE p, double v) { return ObjectSetDouble(id, n, p, 0, v); }
bool ObjectSetString(long id, const string &n, ENUM_OBJECT_PROPERTY_STRING p, const string &v) { return ObjectSetString(id, n, p, 0, v); }
long ObjectGetInteger(long, const string &name, ENUM_OBJECT_PROPERTY_INTEGER p, int modifier) {
  const ChartObject *o = object(name);
  if (!o) return 0;
  if (p == OBJPROP_TYPE) return (long)o->type;
  if (p == OBJPROP_TIME && modifier < (int)o->points.size()) return o->points[(size_t)modifier].first;
  return property(o->whole, "ObjectGetInteger", host::Properties::name(p), {p, modifier});
}
double ObjectGetDouble(long, const string &name, ENUM_OBJECT_PROPERTY_DOUBLE p, int modifier) {
  const ChartObject *o = object(name);
  if (!o) return 0;
  if (p == OBJPROP_PRICE && modifier < (int)o->points.size()) return o->points[(size_t)modifier].second;
  return property(o->real, "ObjectGetDouble", host::Properties::name(p), {p, modifier});
}
string ObjectGetString(long, const string &name, ENUM_OBJECT_PROPERTY_STRING p, int modifier) {
  const ChartObject *o = object(name);
  if (!o) return string::empty();
  if (p == OBJPROP_NAME) return name;
  return property(o->text, "ObjectGetString", host::Properties::name(p), {p, modifier});
}
bool ObjectGetInteger(long id, const string &n, ENUM_OBJECT_PROPERTY_INTEGER p, int m, long &v) {
  v = ObjectGetInteger(id, n, p, m);
  return object(n);
}
bool ObjectGetDouble(long id, const string &n, ENUM_OBJECT_PROPERTY_DOUBLE p, int m, double &v) {
  v = ObjectGetDouble(id, n, p, m);
  return object(n);
}
bool ObjectGetString(long id, const string &n, ENUM_OBJECT_PROPERTY_STRING p, int m, string &v) {
  v = ObjectGetString(id, n, p, m);
  return object(n);
}
} // namespace mql

namespace host {
std::string Chart::json() const {
  std::string o = "{\"comment\":" + Json::quote(comment.u8()) + ",\"redraws\":" + std::to_string(redraws) + ",\"objects\":{";
  bool first = true;
  for (const auto &[name, x] : objects) {
    o += (first ? "" : ",") + Json::quote(mql::string(name).u8()) + ":{\"type\":" + Json::quote(Properties::name(x.type));
    first = false;
    for (const auto &[key, v] : x.whole)
      if (key.second == 0) o += "," + Json::quote(Properties::name((mql::ENUM_OBJECT_PROPERTY_INTEGER)key.first)) + ":" + std::to_string(v);
    for (const auto &[key, v] : x.text)
      if (key.second == 0) o += "," + Json::quote(Properties::name((mql::ENUM_OBJECT_PROPERTY_STRING)key.first)) + ":" + Json::quote(v.u8());
    o += "}";
  }
  return o + "}}";
}
} // namespace host
