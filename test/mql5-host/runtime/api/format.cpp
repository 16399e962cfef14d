#include "mql5-host.hpp"
#include "format.hpp"

namespace host {
namespace {
struct Spec {
  std::string flags = "%";
  bool wide = false;
  char16_t conversion = 0;
};
bool isFlag(char16_t c) { return c > 0 && c < 128 && strchr("-+ #0123456789.*", (char)c); }

/// Reads one % specification; `i` ends on the conversion character.
Spec readSpec(const std::u16string &f, size_t &i, const FormatArg *args, int n, int &used) {
  Spec s;
  for (i++; i < f.size() && isFlag(f[i]); i++) {
    if (f[i] != u'*') s.flags += (char)f[i];
    else s.flags += std::to_string(used < n ? args[used].i : 0), used++;
  }
  if (f.compare(i, 3, u"I64") == 0) {
    s.wide = true;
    i += 3;
  } else if (f.compare(i, 3, u"I32") == 0) i += 3;
  else
    for (int l = 0; i < f.size() && (f[i] == u'l' || f[i] == u'h'); i++) s.wide |= f[i] == u'l' && ++l >= 2;
  if (i < f.size()) s.conversion = f[i];
  return s;
}

void appendAscii(std::u16string &o, const char *p) { o.append(p, p + strlen(p)); }

void appendText(std::u16string &o, const Spec &s, const FormatArg &a) {
  std::u16string t;
  if (a.kind == FormatArg::TEXT) t = a.s->s;
  else appendAscii(t, "(non-string passed)");
  bool left = false;
  size_t q = 1;
  for (; q < s.flags.size() && strchr("-+ #0", s.flags[q]); q++) left |= s.flags[q] == '-';
  const int width = atoi(s.flags.c_str() + q);
  const auto dot = s.flags.find('.');
  if (dot != s.flags.npos) t.resize(std::min<size_t>(t.size(), atoi(s.flags.c_str() + dot + 1)));
  if ((int)t.size() < width) t.insert(left ? t.size() : 0, width - t.size(), u' ');
  o += t;
}

void appendNumber(std::u16string &o, const Spec &s, const FormatArg &a) {
  char b[512] = "";
  const char c = (char)s.conversion;
  const std::string f = s.flags + (s.wide ? "l" : "") + c;
  const long i = a.kind == FormatArg::REAL ? (long)a.d : a.i;
  if (c == 'd' || c == 'i') s.wide ? snprintf(b, sizeof b, f.c_str(), i) : snprintf(b, sizeof b, f.c_str(), (int)i);
  else s.wide ? snprintf(b, sizeof b, f.c_str(), i) : snprintf(b, sizeof b, f.c_str(), (unsigned)i);
  appendAscii(o, b);
}

void appendReal(std::u16string &o, const Spec &s, const FormatArg &a) {
  double v = a.d;
  // As in C, an integer in place of a real is read by its bits.
  if (a.kind == FormatArg::INTEGER) memcpy(&v, &a.i, sizeof v);
  char b[512] = "";
  snprintf(b, sizeof b, (s.flags + (char)s.conversion).c_str(), v);
  appendAscii(o, b);
}
} // namespace

mql::string format(const mql::string &f, const FormatArg *args, int n) {
  std::u16string o;
  int used = 0;
  const std::u16string &t = f.s;
  for (size_t i = 0; i < t.size(); i++) {
    if (t[i] != u'%') {
      o += t[i];
      continue;
    }
    if (i + 1 < t.size() && t[i + 1] == u'%') {
      o += t[i++];
      continue;
    }
    const Spec s = readSpec(t, i, args, n, used);
    if (!s.conversion) break;
    if (used >= n) {
      appendAscii(o, "(missed parameter)");
      continue;
    }
    const FormatArg &a = args[used++];
    switch (s.conversion) {
    case 'd': case 'i': case 'u': case 'x': case 'X': case 'o': appendNumber(o, s, a); break;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'a': case 'A': appendReal(o, s, a); break;
    case 'c': case 'C': o += (char16_t)a.i; break;
    case 's': case 'S': appendText(o, s, a); break;
    default: o += s.conversion;
    }
  }
  return mql::string(std::move(o));
}
} // namespace host
