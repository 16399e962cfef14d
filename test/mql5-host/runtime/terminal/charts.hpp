// What a program draws: recorded, so that a test can read a chart panel.
#pragma once
#include "program.hpp"

namespace host {
struct ChartObject {
  mql::ENUM_OBJECT type;
  int window;
  std::vector<std::pair<long, double>> points;
  std::map<std::pair<int, int>, long> whole;
  std::map<std::pair<int, int>, double> real;
  std::map<std::pair<int, int>, mql::string> text;
};
class Chart {
public:
  static constexpr long ID = 1;
  mql::string comment;
  std::map<std::u16string, ChartObject> objects;
  std::map<std::pair<int, int>, long> whole;
  std::map<int, double> real;
  std::map<int, mql::string> text;
  long redraws = 0;
  std::string json() const;
};
Chart &chart();
} // namespace host
