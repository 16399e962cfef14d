// Strings and conversion.
#include "mql5-host.hpp"

namespace mql {
namespace {
bool isSpace(char16_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x0B || c == 0x0C; }
char16_t lower(char16_t c) {
  if (c < 128) return (char16_t)tolower(c);
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F)) return (char16_t)(c + 0x20);
  return c >= 0x400 && c <= 0x40F ? (char16_t)(c + 0x50) : c;
}
char16_t upper(char16_t c) {
  if (c < 128) return (char16_t)toupper(c);
  if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x430 && c <= 0x44F)) return (char16_t)(c - 0x20);
  return c >= 0x450 && c <= 0x45F ? (char16_t)(c - 0x50) : c;
}
/// Bytes of a text in a code page. Anything but UTF-8 is treated as Latin-1; what does not fit becomes '?'.
std::string encode(std::u16string_view t, uint codepage) {
  if (codepage == CP_UTF8) return string(t.data(), t.size()).u8();
  std::string b;
  b.reserve(t.size());
  for (char16_t c : t) b += c < 256 ? (char)c : '?';
  return b;
}
} // namespace

int GetLastError() { return _LastError; }
void ResetLastError() { _LastError = 0; }
void SetUserError(ushort e) { _LastError = ERR_USER_ERROR_FIRST + e; }
void DebugBreak() {}

int StringLen(const string &s) { return (int)s.s.size(); }
int StringBufferLen(const string &s) { return (int)s.s.capacity(); }
int StringFind(const string &s, const string &m, int from) {
  const auto p = s.s.find(m.s, from < 0 ? 0 : from);
  return p == s.s.npos ? -1 : (int)p;
}
string StringSubstr(const string &s, int start, int n) {
  if (start < 0 || start >= (int)s.s.size() || n == 0) return string::empty();
  return string(s.s.substr(start, n < 0 ? s.s.npos : n));
}
ushort StringGetCharacter(const string &s, int i) {
  if (i < 0 || i >= (int)s.s.size()) {
    _LastError = ERR_STRINGPOS_OUTOFRANGE;
    return 0;
  }
  return s.s[i];
}
bool StringSetCharacter(string &s, int i, ushort c) {
  if (i < 0 || i > (int)s.s.size()) return false;
  if (c == 0) s.s.resize(i);
  else if (i == (int)s.s.size()) s.s += (char16_t)c;
  else s.s[i] = c;
  s.null = false;
  return true;
}
int StringReplace(string &s, const string &find, const string &with) {
  if (find.s.empty()) return 0;
  int n = 0;
  for (size_t p = 0; (p = s.s.find(find.s, p)) != s.s.npos; p += with.s.size(), n++) s.s.replace(p, find.s.size(), with.s);
  return n;
}
bool StringReserve(string &s, uint n) {
  s.s.reserve(n);
  return true;
}
bool StringSetLength(string &s, uint n) {
  s.s.resize(n);
  s.null = false;
  return true;
}
int StringSplit(const string &s, ushort separator, MqlRef_<string> out) {
  if (s.s.empty()) {
    out.resize(0, 0);
    return s.null ? -1 : 0;
  }
  int n = 0;
  for (size_t a = 0;;) {
    const size_t b = s.s.find((char16_t)separator, a);
    out.resize(n + 1, 16);
    out[n++] = string(s.s.substr(a, b == s.s.npos ? b : b - a));
    if (b == s.s.npos) return n;
    a = b + 1;
  }
}
int StringTrimLeft(string &s) {
  size_t i = 0;
  while (i < s.s.size() && isSpace(s.s[i])) i++;
  s.s.erase(0, i);
  return (int)i;
}
int StringTrimRight(string &s) {
  const size_t n = s.s.size();
  while (!s.s.empty() && isSpace(s.s.back())) s.s.pop_back();
  return (int)(n - s.s.size());
}
bool StringToUpper(string &s) {
  for (auto &c : s.s) c = upper(c);
  return true;
}
bool StringToLower(string &s) {
  for (auto &c : s.s) c = lower(c);
  return true;
}
bool StringInit(string &s, int n, ushort c) {
  s.s.assign(n, (char16_t)c);
  s.null = false;
  return true;
}
bool StringFill(string &s, ushort c) {
  for (auto &x : s.s) x = c;
  return true;
}
bool StringAdd(string &s, const string &more) {
  s += more;
  return true;
}
int StringCompare(const string &a, const string &b, bool caseSensitive) {
  string x = a, y = b;
  if (!caseSensitive) {
    StringToLower(x);
    StringToLower(y);
  }
  return x.s < y.s ? -1 : x.s > y.s ? 1 : 0;
}
string ShortToString(ushort c) {
  const char16_t x = c;
  return string(&x, 1);
}
string CharToString(uchar c) { return ShortToString(c); }

int StringToCharArray(const string &s, MqlRef_<uchar> a, int start, int count, uint codepage) {
  std::u16string_view t = s.s;
  if (count >= 0) t = t.substr(0, count);
  std::string b = encode(t, codepage);
  if (count < 0) b += '\0';
  else if ((int)b.size() > count) b.resize(count);
  if (start < 0) return 0;
  int n = (int)b.size();
  if (a.dynamic() && a.size() < start + n) a.resize(start + n, 0);
  n = std::min(n, a.size() - start);
  if (n > 0) memcpy(a.raw() + start, b.data(), n);
  return std::max(n, 0);
}
string CharArrayToString(MqlRef_<const uchar> a, int start, int count, uint codepage) {
  int n = a.size() - start;
  if (n <= 0 || start < 0) return string::empty();
  if (count >= 0) n = std::min(n, count);
  const char *p = (const char *)a.raw() + start;
  n = (int)strnlen(p, n);
  if (codepage == CP_UTF8) return string::utf8(p, n);
  std::u16string o(n, u' ');
  for (int i = 0; i < n; i++) o[i] = (uchar)p[i];
  return string(std::move(o));
}
int StringToShortArray(const string &s, MqlRef_<ushort> a, int start, int count) {
  int n = (int)s.s.size() + 1;
  if (count >= 0) n = std::min(n, count);
  if (a.dynamic() && a.size() < start + n) a.resize(start + n, 0);
  n = std::min(n, a.size() - start);
  for (int i = 0; i < n; i++) a[start + i] = i < (int)s.s.size() ? s.s[i] : 0;
  return std::max(n, 0);
}
string ShortArrayToString(MqlRef_<const ushort> a, int start, int count) {
  std::u16string o;
  for (int i = start; i < a.size() && (count < 0 || i < start + count) && a[i]; i++) o += (char16_t)a[i];
  return string(std::move(o));
}

string IntegerToString(long v, int length, ushort fill) {
  const std::string s = std::to_string(v);
  std::u16string o(s.begin(), s.end());
  if ((int)o.size() < length) o.insert(0, length - o.size(), (char16_t)fill);
  return string(std::move(o));
}
string DoubleToString(double v, int digits) {
  char b[512];
  if (digits >= 0) snprintf(b, sizeof b, "%.*f", std::min(digits, 16), v);
  else snprintf(b, sizeof b, "%.*e", std::min(-digits, 16), v);
  return string::ascii(b);
}
long StringToInteger(const string &s) { return stringToLong(s); }
double StringToDouble(const string &s) { return stringToDouble(s); }
/// Half away from zero, with the half found in decimal: 1.005 to 2 digits is 1.01.
double NormalizeDouble(double v, int digits) {
  if (digits < 0 || digits > 8 || !std::isfinite(v)) return v;
  const double p = std::pow(10.0, digits), x = v * p;
  return std::round(x + (v > 0 ? 1e-9 : v < 0 ? -1e-9 : 0)) / p;
}
string ColorToString(color c, bool) {
  char b[32];
  snprintf(b, sizeof b, "%d,%d,%d", (int)c & 255, (int)c >> 8 & 255, (int)c >> 16 & 255);
  return string::ascii(b);
}
uint ColorToARGB(color c, uchar alpha) {
  const uint v = (uint)c;
  return (uint)alpha << 24 | (v & 255) << 16 | (v & 0xFF00) | (v >> 16 & 255);
}
color StringToColor(const string &s) { return stringToColor(s); }
color stringToColor(const string &s) {
  int r = 0, g = 0, b = 0;
  const std::string t = s.u8();
  if (sscanf(t.c_str(), "%d,%d,%d", &r, &g, &b) == 3) return (color)(r | g << 8 | b << 16);
  return (color)strtol(t.c_str(), nullptr, 0);
}
color mql_C(const char *s) {
  int r = 0, g = 0, b = 0;
  sscanf(s, "%i,%i,%i", &r, &g, &b);
  return (color)(r | g << 8 | b << 16);
}
string::string(color v) : string(ColorToString(v, true)) {}
} // namespace mql
