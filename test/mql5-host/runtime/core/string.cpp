#include "mql5-host.hpp"
#include "string.hpp"

namespace mql {
namespace {
constexpr char16_t REPLACEMENT = 0xFFFD;

/// Bytes after the first of a UTF-8 sequence, or -1 when `c` cannot start one.
int continuation(unsigned char c) {
  if (c < 0x80) return 0;
  if (c < 0xC2) return -1;
  if (c < 0xE0) return 1;
  if (c < 0xF0) return 2;
  return c < 0xF5 ? 3 : -1;
}
void append(std::u16string &s, uint32_t c) {
  if (c < 0x10000) {
    s += (char16_t)c;
    return;
  }
  c -= 0x10000;
  s += (char16_t)(0xD800 + (c >> 10));
  s += (char16_t)(0xDC00 + (c & 0x3FF));
}
std::string number(double v, int digits) {
  char b[64];
  snprintf(b, sizeof b, "%.*g", digits, v);
  std::string s = b;
  if (std::isfinite(v) && s.find_first_of(".e") == s.npos) s += ".0";
  return s;
}
} // namespace

string string::utf8(const char *p, size_t n) {
  string r;
  r.null = false;
  const auto *b = (const unsigned char *)p;
  r.s.reserve(n);
  for (size_t i = 0; i < n;) {
    const int k = continuation(b[i]);
    if (k < 0 || i + k >= n) {
      r.s += REPLACEMENT;
      i++;
      continue;
    }
    uint32_t c = k ? b[i] & (0x3F >> k) : b[i];
    bool good = true;
    for (int j = 1; j <= k; j++) {
      if ((b[i + j] & 0xC0) != 0x80) good = false;
      c = c << 6 | (b[i + j] & 0x3F);
    }
    if (good) append(r.s, c);
    else r.s += REPLACEMENT;
    i += good ? k + 1 : 1;
  }
  return r;
}

std::string string::u8() const {
  std::string o;
  o.reserve(s.size());
  for (size_t i = 0; i < s.size(); i++) {
    uint32_t c = s[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < s.size() && (s[i + 1] & 0xFC00) == 0xDC00)
      c = 0x10000 + ((c - 0xD800) << 10) + (s[++i] - 0xDC00);
    else if (c >= 0xD800 && c < 0xE000) c = REPLACEMENT;
    if (c < 0x80) o += (char)c;
    else if (c < 0x800) {
      o += (char)(0xC0 | c >> 6);
      o += (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
      o += (char)(0xE0 | c >> 12);
      o += (char)(0x80 | (c >> 6 & 63));
      o += (char)(0x80 | (c & 63));
    } else {
      o += (char)(0xF0 | c >> 18);
      o += (char)(0x80 | (c >> 12 & 63));
      o += (char)(0x80 | (c >> 6 & 63));
      o += (char)(0x80 | (c & 63));
    }
  }
  return o;
}

string::string(double v) : string(ascii(number(v, 16))) {}
string::string(float v) : string(ascii(number(v, 7))) {}

double stringToDouble(const string &s) { return strtod(s.u8().c_str(), nullptr); }
long stringToLong(const string &s) { return strtoll(s.u8().c_str(), nullptr, 10); }
bool stringToBool(const string &s) {
  std::string a = s.u8();
  for (auto &c : a) c = (char)tolower(c);
  return a == "true" || strtod(a.c_str(), nullptr) != 0;
}
namespace {
std::string withoutScopes(std::string f) {
  for (const std::string scope : {"mql::ea::", "mql::"})
    for (size_t at; (at = f.find(scope)) != f.npos;) f.erase(at, scope.size());
  return f;
}
} // namespace
string mql_signature(const char *pretty) { return string::utf8(withoutScopes(pretty)); }
string mql_function(const char *pretty) {
  std::string f = withoutScopes(pretty);
  const auto with = f.find(" [with ");
  if (with != f.npos) f.resize(with);
  // The name stands in front of the parameters; blanks inside template arguments do not end it.
  const size_t open = f.find('(');
  size_t from = open == f.npos ? f.size() : open;
  f.resize(from);
  for (int depth = 0; from > 0 && (depth > 0 || f[from - 1] != ' '); from--) depth += f[from - 1] == '>' ? 1 : f[from - 1] == '<' ? -1 : 0;
  return string::utf8(f.substr(from));
}
char16_t *mql_sbuf(string &s) { return s.s.data(); }
void mql_swb(string &s) {
  const auto end = s.s.find(u'\0');
  if (end != s.s.npos) s.s.resize(end);
}
} // namespace mql
