// JSON values, for the configuration, the control lines and the trade server.
#pragma once
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace host {
class Json {
public:
  enum Kind { NUL, BOOL, NUMBER, STRING, ARRAY, OBJECT };

  /// Throws std::runtime_error with the position of the fault.
  static Json parse(const std::string &text);
  static std::string quote(const std::string &s);
  /// A number that reads back as the same double.
  static std::string number(double v);

  Kind kind() const { return kind_; }
  bool isNull() const { return kind_ == NUL; }
  explicit operator bool() const { return kind_ != NUL; }
  bool boolean(bool other = false) const { return kind_ == BOOL ? text_ == "t" : kind_ == NUMBER ? real() != 0 : other; }
  double real(double other = 0) const { return kind_ == NUMBER ? std::strtod(text_.c_str(), nullptr) : kind_ == BOOL ? text_ == "t" : other; }
  /// Whole numbers keep all 64 bits; tickets may also come as strings.
  long integer(long other = 0) const;
  const std::string &string() const { return text_; }
  std::string string(const std::string &other) const { return kind_ == STRING ? text_ : other; }
  const std::vector<Json> &array() const { return items_; }
  const std::map<std::string, Json> &object() const { return members_; }
  /// The member, or a null value.
  const Json &operator[](const std::string &key) const;
  bool has(const std::string &key) const { return members_.count(key) > 0; }

private:
  friend class JsonReader;
  Kind kind_ = NUL;
  std::string text_;
  std::vector<Json> items_;
  std::map<std::string, Json> members_;
};
} // namespace host
