// Named property values: what SymbolInfo*, AccountInfo*, TerminalInfo* and MQLInfo* answer.
#pragma once
#include "../core/string.hpp"
#include "json.hpp"

namespace host {
/// Values of the enumerations E..., given by the harness under MQL5's own names. A property nobody gave stops the program by name.
class Properties {
public:
  /// Takes every member of `j` whose name is an enumerator of E.
  template <class E> void load(const Json &j) {
    for (const auto &[name, value] : j.object()) {
      long v;
      if (!find<E>(name, v)) continue;
      if (value.kind() == Json::STRING && isText<E>()) text_[(int)v] = mql::string::utf8(value.string());
      else if (isReal<E>()) real_[(int)v] = value.real();
      else whole_[(int)v] = value.kind() == Json::STRING ? named(value.string()) : value.integer();
    }
  }
  template <class E> long whole(const char *function, E p) const { return at(whole_, function, p); }
  template <class E> double real(const char *function, E p) const { return at(real_, function, p); }
  template <class E> const mql::string &text(const char *function, E p) const { return at(text_, function, p); }
  template <class E> long wholeOr(E p, long other) const {
    const auto i = whole_.find((int)p);
    return i == whole_.end() ? other : i->second;
  }
  template <class E> double realOr(E p, double other) const {
    const auto i = real_.find((int)p);
    return i == real_.end() ? other : i->second;
  }
  template <class E> mql::string textOr(E p) const {
    const auto i = text_.find((int)p);
    return i == text_.end() ? mql::string::empty() : i->second;
  }
  void setWhole(int p, long v) { whole_[p] = v; }
  void setReal(int p, double v) { real_[p] = v; }

  template <class E> static std::string name(E p) {
    const auto &names = tables<E>().names;
    const auto i = names.find((long)p);
    return i == names.end() ? std::to_string((long)p) : i->second;
  }
  template <class E> static bool find(const std::string &wanted, long &v) {
    const auto &values = tables<E>().values;
    const auto i = values.find(wanted);
    if (i == values.end()) return false;
    v = i->second;
    return true;
  }

private:
  /// An enumeration's names, converted once: every row that the trade server pushes is read by them.
  struct Names {
    std::unordered_map<std::string, long> values;
    std::unordered_map<long, std::string> names;
  };
  template <class E> static const Names &tables() {
    static const Names made = [] {
      Names all;
      int n = 0;
      const mql::EnumItem *t = mql_enum_items(E{}, n);
      for (int i = 0; i < n; i++) {
        const std::string name = mql::string(std::u16string(t[i].name)).u8();
        all.values.emplace(name, t[i].v);
        all.names.emplace((long)t[i].v, name);
      }
      return all;
    }();
    return made;
  }

  std::unordered_map<int, long> whole_;
  std::unordered_map<int, double> real_;
  std::unordered_map<int, mql::string> text_;

  template <class E> static bool isReal() { return endsWith<E>("DOUBLE"); }
  template <class E> static bool isText() { return endsWith<E>("STRING"); }
  template <class E> static bool endsWith(std::string_view suffix) {
    std::string_view f = __PRETTY_FUNCTION__;
    f = f.substr(0, f.find_first_of(";]", f.find("E = ")));
    return f.size() >= suffix.size() && f.substr(f.size() - suffix.size()) == suffix;
  }
  /// Number of an enumerator given by name ("SYMBOL_TRADE_MODE_FULL"), for properties that are enumerations themselves.
  static long named(const std::string &value);
  template <class M, class E> static const typename M::mapped_type &at(const M &m, const char *function, E p) {
    const auto i = m.find((int)p);
    if (i == m.end()) notModelled(std::string(function) + "(" + name(p) + ")");
    return i->second;
  }
};
} // namespace host
