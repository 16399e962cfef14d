#include "json.hpp"
#include <cmath>
#include <cstdio>
#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace host {
class JsonReader {
public:
  explicit JsonReader(const std::string &t) : t_(t) {}
  Json document() {
    Json v = value();
    space();
    if (i_ != t_.size()) fail("end expected");
    return v;
  }

private:
  const std::string &t_;
  size_t i_ = 0;

  [[noreturn]] void fail(const char *what) { throw std::runtime_error(std::string("JSON: ") + what + " at " + std::to_string(i_)); }
  void space() {
    while (i_ < t_.size() && (t_[i_] == ' ' || t_[i_] == '\n' || t_[i_] == '\t' || t_[i_] == '\r')) i_++;
  }
  bool take(char c) {
    space();
    if (i_ >= t_.size() || t_[i_] != c) return false;
    i_++;
    return true;
  }
  bool word(std::string_view w) {
    if (t_.compare(i_, w.size(), w) != 0) return false;
    i_ += w.size();
    return true;
  }
  Json value() {
    Json v;
    space();
    if (i_ >= t_.size()) fail("value expected");
    const char c = t_[i_];
    if (c == '{') object(v);
    else if (c == '[') array(v);
    else if (c == '"') {
      v.kind_ = Json::STRING;
      v.text_ = text();
    } else if (word("true") || word("false")) {
      v.kind_ = Json::BOOL;
      v.text_ = c == 't' ? "t" : "f";
    } else if (word("null")) v.kind_ = Json::NUL;
    else number(v);
    return v;
  }
  void object(Json &v) {
    v.kind_ = Json::OBJECT;
    i_++;
    if (take('}')) return;
    do {
      space();
      std::string key = text();
      if (!take(':')) fail("':' expected");
      v.members_[std::move(key)] = value();
    } while (take(','));
    if (!take('}')) fail("'}' expected");
  }
  void array(Json &v) {
    v.kind_ = Json::ARRAY;
    i_++;
    if (take(']')) return;
    do v.items_.push_back(value());
    while (take(','));
    if (!take(']')) fail("']' expected");
  }
  void number(Json &v) {
    const size_t from = i_;
    i_ = std::min(t_.find_first_not_of("+-0123456789.eE", i_), t_.size());
    if (i_ == from) fail("value expected");
    v.kind_ = Json::NUMBER;
    v.text_ = t_.substr(from, i_ - from);
  }
  void utf8(std::string &o, unsigned c) {
    if (c < 0x80) o += (char)c;
    else if (c < 0x800) o += {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 63))};
    else if (c < 0x10000) o += {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63))};
    else o += {(char)(0xF0 | c >> 18), (char)(0x80 | (c >> 12 & 63)), (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63))};
  }
  unsigned hex4() {
    if (i_ + 4 > t_.size()) fail("four hexadecimal digits expected");
    const unsigned c = (unsigned)strtoul(t_.substr(i_, 4).c_str(), nullptr, 16);
    i_ += 4;
    return c;
  }
  std::string text() {
    if (i_ >= t_.size() || t_[i_] != '"') fail("'\"' expected");
    std::string o;
    for (i_++; i_ < t_.size() && t_[i_] != '"';) {
      if (t_[i_] != '\\') {
        const size_t end = std::min(t_.find_first_of("\"\\", i_), t_.size());
        o.append(t_, i_, end - i_);
        i_ = end;
        continue;
      }
      i_++;
      const char e = i_ < t_.size() ? t_[i_++] : 0;
      switch (e) {
      case 'n': o += '\n'; break;
      case 't': o += '\t'; break;
      case 'r': o += '\r'; break;
      case 'b': o += '\b'; break;
      case 'f': o += '\f'; break;
      case 'u': {
        unsigned u = hex4();
        if (u >= 0xD800 && u < 0xDC00 && t_.compare(i_, 2, "\\u") == 0) {
          i_ += 2;
          u = 0x10000 + ((u - 0xD800) << 10) + (hex4() - 0xDC00);
        }
        utf8(o, u);
        break;
      }
      default: o += e;
      }
    }
    if (i_ >= t_.size()) fail("text without end");
    i_++;
    return o;
  }
};

Json Json::parse(const std::string &text) { return JsonReader(text).document(); }

long Json::integer(long other) const {
  if (kind_ == BOOL) return text_ == "t";
  if (kind_ != NUMBER && kind_ != STRING) return other;
  if (text_.find_first_of(".eE") != std::string::npos) return (long)std::strtod(text_.c_str(), nullptr);
  return text_.empty() ? other : text_[0] == '-' ? std::strtol(text_.c_str(), nullptr, 10) : (long)std::strtoul(text_.c_str(), nullptr, 10);
}

const Json &Json::operator[](const std::string &key) const {
  static const Json none;
  const auto i = members_.find(key);
  return i == members_.end() ? none : i->second;
}

std::string Json::quote(const std::string &s) {
  std::string o = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') o += {'\\', c};
    else if ((unsigned char)c < 0x20) {
      char b[8];
      snprintf(b, sizeof b, "\\u%04x", c);
      o += b;
    } else o += c;
  }
  return o + "\"";
}
std::string Json::number(double v) {
  if (!std::isfinite(v)) return "null";
  char b[40];
  snprintf(b, sizeof b, "%.17g", v);
  return b;
}
} // namespace host
