// Mathematics under both names, and MQL5's random numbers.
#include "mql5-host.hpp"

#define MQL_MATH(LONG, SHORT, EXPRESSION)                                                                                                             \
  double LONG(double v) { return EXPRESSION; }                                                                                                        \
  double SHORT(double v) { return EXPRESSION; }

namespace mql {
MQL_MATH(MathFloor, floor, std::floor(v))
MQL_MATH(MathCeil, ceil, std::ceil(v))
MQL_MATH(MathRound, round, std::round(v))
MQL_MATH(MathSqrt, sqrt, std::sqrt(v))
MQL_MATH(MathExp, exp, std::exp(v))
MQL_MATH(MathLog, log, std::log(v))
MQL_MATH(MathLog10, log10, std::log10(v))
MQL_MATH(MathLog1p, log1p, std::log1p(v))
MQL_MATH(MathExpm1, expm1, std::expm1(v))
MQL_MATH(MathSin, sin, std::sin(v))
MQL_MATH(MathCos, cos, std::cos(v))
MQL_MATH(MathTan, tan, std::tan(v))
MQL_MATH(MathArcsin, asin, std::asin(v))
MQL_MATH(MathArccos, acos, std::acos(v))
MQL_MATH(MathArctan, atan, std::atan(v))
MQL_MATH(MathSinh, sinh, std::sinh(v))
MQL_MATH(MathCosh, cosh, std::cosh(v))
MQL_MATH(MathTanh, tanh, std::tanh(v))
MQL_MATH(MathArcsinh, asinh, std::asinh(v))
MQL_MATH(MathArccosh, acosh, std::acosh(v))
MQL_MATH(MathArctanh, atanh, std::atanh(v))
double MathArctan2(double y, double x) { return std::atan2(y, x); }
double atan2(double y, double x) { return std::atan2(y, x); }
double MathPow(double a, double b) { return std::pow(a, b); }
double pow(double a, double b) { return std::pow(a, b); }
double MathMod(double a, double b) { return std::fmod(a, b); }
double fmod(double a, double b) { return std::fmod(a, b); }
bool MathIsValidNumber(double v) { return std::isfinite(v); }
ushort MathSwap(ushort v) { return __builtin_bswap16(v); }
uint MathSwap(uint v) { return __builtin_bswap32(v); }
ulong MathSwap(ulong v) { return __builtin_bswap64(v); }

namespace {
uint seed = 1;
}
void MathSrand(int s) { seed = (uint)s; }
int MathRand() {
  seed = seed * 214013u + 2531011u;
  return (int)(seed >> 16 & 0x7fff);
}
void srand(int s) { MathSrand(s); }
int rand() { return MathRand(); }
} // namespace mql
