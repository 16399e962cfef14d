// CopyOpen, CopyTime and the like: one field of the bars, into an array of any number type.
#pragma once
#include "rates.hpp"

#define MQL_SERIES(NAME, FIELD)                                                                                                                       \
  template <class A> int NAME(const string &n, ENUM_TIMEFRAMES tf, int start, int count, A &&out) {                                                   \
    return host::copyBars(n, tf, host::BarRange{host::BarRange::POSITION, start, count, 0, 0}, out, [](const MqlRates &r) { return (elem_t<A>)r.FIELD; });            \
  }                                                                                                                                                   \
  template <class A> int NAME(const string &n, ENUM_TIMEFRAMES tf, datetime start, int count, A &&out) {                                              \
    return host::copyBars(n, tf, host::BarRange{host::BarRange::COUNT_TO_TIME, 0, count, (long)start, 0}, out, [](const MqlRates &r) { return (elem_t<A>)r.FIELD; }); \
  }                                                                                                                                                   \
  template <class A> int NAME(const string &n, ENUM_TIMEFRAMES tf, datetime start, datetime stop, A &&out) {                                          \
    return host::copyBars(n, tf, host::BarRange{host::BarRange::TIMES, 0, 0, (long)start, (long)stop}, out, [](const MqlRates &r) { return (elem_t<A>)r.FIELD; });    \
  }

namespace mql {
MQL_SERIES(CopyTime, time)
MQL_SERIES(CopyOpen, open)
MQL_SERIES(CopyHigh, high)
MQL_SERIES(CopyLow, low)
MQL_SERIES(CopyClose, close)
MQL_SERIES(CopyTickVolume, tick_volume)
MQL_SERIES(CopyRealVolume, real_volume)
MQL_SERIES(CopySpread, spread)
template <class... A> int iCustom(const string &, ENUM_TIMEFRAMES, const string &, const A &...) { host::notModelled("iCustom"); }
template <class... A> int IndicatorCreate(const string &, ENUM_TIMEFRAMES, const A &...) { host::notModelled("IndicatorCreate"); }
/// Functions that take anything: declared so that programs compile; a call stops by name.
#define MQL_MISSING(TYPE, NAME)                                                                                        \
  template <class... A> TYPE NAME(const A &...) { host::notModelled(#NAME); }
MQL_MISSING(int, CopySeries)
MQL_MISSING(bool, FrameAdd)
MQL_MISSING(bool, DatabaseBind)
MQL_MISSING(bool, DatabaseBindArray)
MQL_MISSING(bool, DatabaseReadBind)
MQL_MISSING(bool, DatabaseColumnBlob)
MQL_MISSING(uint, CLBufferRead)
MQL_MISSING(uint, CLBufferWrite)
MQL_MISSING(int, MathClassify)
#undef MQL_MISSING
} // namespace mql
#undef MQL_SERIES
