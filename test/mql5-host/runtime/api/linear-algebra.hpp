// vector and matrix: storage, indexing and elementwise arithmetic. Every other method compiles and stops by name.
#pragma once
#include "struct-functions.hpp"

namespace mql {
#define MQL_MISSING_METHOD(TYPE, CLASS, NAME)                                                                          \
  template <class... A> TYPE NAME(const A &...) const { host::notModelled(#CLASS "." #NAME); }

template <class T> class MqlVector_ {
public:
  std::vector<T> v;
  MqlVector_() {}
  explicit MqlVector_(ulong n) : v(n) {}
  template <class U, std::enable_if_t<std::is_arithmetic_v<U>, int> = 0> explicit MqlVector_(U n) : v((ulong)n) {}
  MqlVector_(std::initializer_list<T> l) : v(l) {}
  MqlVector_ *operator->() { return this; }
  const MqlVector_ *operator->() const { return this; }
  T &operator[](long i) {
    if (i < 0 || (size_t)i >= v.size()) outOfRange(i, (long)v.size());
    return v[(size_t)i];
  }
  const T &operator[](long i) const { return const_cast<MqlVector_ &>(*this)[i]; }
  ulong Size() const { return v.size(); }
  bool Resize(ulong n, ulong = 0) {
    v.resize(n);
    return true;
  }
  bool Init(ulong n) { return Resize(n); }
  template <class U> void Fill(U x) { std::fill(v.begin(), v.end(), (T)x); }
  T Sum() const {
    T s = 0;
    for (const T x : v) s += x;
    return s;
  }
  T Mean() const { return v.empty() ? 0 : Sum() / (T)v.size(); }
  T Max() const { return v.empty() ? 0 : *std::max_element(v.begin(), v.end()); }
  T Min() const { return v.empty() ? 0 : *std::min_element(v.begin(), v.end()); }
  ulong ArgMax() const { return (ulong)(std::max_element(v.begin(), v.end()) - v.begin()); }
  ulong ArgMin() const { return (ulong)(std::min_element(v.begin(), v.end()) - v.begin()); }
  T Dot(const MqlVector_ &o) const {
    T s = 0;
    for (size_t i = 0; i < v.size(); i++) s += v[i] * o[(long)i];
    return s;
  }
  static MqlVector_ Full(ulong n, double x) {
    MqlVector_ r(n);
    r.Fill(x);
    return r;
  }
  static MqlVector_ Zeros(ulong n) { return MqlVector_(n); }
  static MqlVector_ Ones(ulong n) { return Full(n, 1); }
  MQL_MISSING_METHOD(double, vector, Norm)
  MQL_MISSING_METHOD(double, vector, Std)
  MQL_MISSING_METHOD(double, vector, Var)
  MQL_MISSING_METHOD(double, vector, Median)
  MQL_MISSING_METHOD(double, vector, Quantile)
  MQL_MISSING_METHOD(double, vector, Percentile)
  MQL_MISSING_METHOD(double, vector, Loss)
  MQL_MISSING_METHOD(double, vector, RegressionMetric)
  MQL_MISSING_METHOD(bool, vector, Assign)
  MQL_MISSING_METHOD(bool, vector, CopyRates)
  MQL_MISSING_METHOD(bool, vector, CopyTicks)
  MQL_MISSING_METHOD(bool, vector, CopyIndicatorBuffer)
  MQL_MISSING_METHOD(bool, vector, Swap)
  MQL_MISSING_METHOD(bool, vector, Activation)
  MQL_MISSING_METHOD(ulong, vector, Compare)
  MQL_MISSING_METHOD(MqlVector_, vector, CumSum)
  MQL_MISSING_METHOD(MqlVector_, vector, Convolve)
};
template <class T> class MqlMatrix_ {
public:
  std::vector<MqlVector_<T>> rows;
  ulong cols = 0;
  MqlMatrix_() {}
  MqlMatrix_(ulong r, ulong c) : rows(r, MqlVector_<T>(c)), cols(c) {}
  MqlMatrix_(std::initializer_list<std::initializer_list<T>> l) {
    for (const auto &r : l) rows.emplace_back(r);
    cols = rows.empty() ? 0 : rows[0].Size();
  }
  MqlMatrix_ *operator->() { return this; }
  const MqlMatrix_ *operator->() const { return this; }
  MqlVector_<T> &operator[](long i) {
    if (i < 0 || (size_t)i >= rows.size()) outOfRange(i, (long)rows.size());
    return rows[(size_t)i];
  }
  const MqlVector_<T> &operator[](long i) const { return const_cast<MqlMatrix_ &>(*this)[i]; }
  ulong Rows() const { return rows.size(); }
  ulong Cols() const { return cols; }
  bool Resize(ulong r, ulong c, ulong = 0) {
    rows.resize(r);
    for (auto &x : rows) x.Resize(c);
    cols = c;
    return true;
  }
  bool Init(ulong r, ulong c) { return Resize(r, c); }
  template <class U> void Fill(U x) {
    for (auto &r : rows) r.Fill(x);
  }
  MqlVector_<T> Row(ulong i) const { return (*this)[(long)i]; }
  bool Row(const MqlVector_<T> &v, ulong i) {
    (*this)[(long)i] = v;
    return true;
  }
  MqlVector_<T> Col(ulong c) const {
    MqlVector_<T> r(Rows());
    for (ulong i = 0; i < Rows(); i++) r[(long)i] = (*this)[(long)i][(long)c];
    return r;
  }
  MqlMatrix_ Transpose() const {
    MqlMatrix_ m(cols, Rows());
    for (ulong i = 0; i < Rows(); i++)
      for (ulong j = 0; j < cols; j++) m[(long)j][(long)i] = (*this)[(long)i][(long)j];
    return m;
  }
  static MqlMatrix_ Full(ulong r, ulong c, double x) {
    MqlMatrix_ m(r, c);
    m.Fill(x);
    return m;
  }
  static MqlMatrix_ Zeros(ulong r, ulong c) { return MqlMatrix_(r, c); }
  static MqlMatrix_ Ones(ulong r, ulong c) { return Full(r, c, 1); }
  static MqlMatrix_ Identity(ulong r, ulong c) {
    MqlMatrix_ m(r, c);
    for (ulong i = 0; i < std::min(r, c); i++) m[(long)i][(long)i] = 1;
    return m;
  }
  MQL_MISSING_METHOD(bool, matrix, Col)
  MQL_MISSING_METHOD(MqlMatrix_, matrix, MatMul)
  MQL_MISSING_METHOD(MqlMatrix_, matrix, Inv)
  MQL_MISSING_METHOD(MqlMatrix_, matrix, PInv)
  MQL_MISSING_METHOD(double, matrix, Det)
  MQL_MISSING_METHOD(double, matrix, Norm)
  MQL_MISSING_METHOD(bool, matrix, Assign)
  MQL_MISSING_METHOD(bool, matrix, CopyRates)
  MQL_MISSING_METHOD(bool, matrix, Eig)
  MQL_MISSING_METHOD(bool, matrix, SVD)
  MQL_MISSING_METHOD(bool, matrix, Activation)
  MQL_MISSING_METHOD(MqlVector_<T>, matrix, Sum)
  MQL_MISSING_METHOD(MqlVector_<T>, matrix, Mean)
  MQL_MISSING_METHOD(MqlVector_<T>, matrix, Std)
  MQL_MISSING_METHOD(MqlVector_<T>, matrix, Max)
  MQL_MISSING_METHOD(MqlVector_<T>, matrix, Min)
  MQL_MISSING_METHOD(MqlVector_<T>, matrix, Solve)
  MQL_MISSING_METHOD(MqlVector_<T>, matrix, LstSq)
};
#undef MQL_MISSING_METHOD

#define MQL_ELEMENTWISE(OP)                                                                                            \
  template <class T> MqlVector_<T> operator OP(const MqlVector_<T> &a, const MqlVector_<T> &b) {                       \
    MqlVector_<T> r(a.Size());                                                                                         \
    for (ulong i = 0; i < a.Size(); i++) r[(long)i] = a[(long)i] OP b[(long)i];                                        \
    return r;                                                                                                          \
  }                                                                                                                    \
  template <class T, class U, std::enable_if_t<std::is_arithmetic_v<U>, int> = 0>                                      \
  MqlVector_<T> operator OP(const MqlVector_<T> &a, U b) {                                                             \
    MqlVector_<T> r(a.Size());                                                                                         \
    for (ulong i = 0; i < a.Size(); i++) r[(long)i] = a[(long)i] OP (T)b;                                              \
    return r;                                                                                                          \
  }                                                                                                                    \
  template <class T, class U> MqlMatrix_<T> operator OP(const MqlMatrix_<T> &a, const U &b) {                          \
    MqlMatrix_<T> r = a;                                                                                               \
    for (ulong i = 0; i < a.Rows(); i++) {                                                                             \
      if constexpr (std::is_arithmetic_v<U>) r[(long)i] = a[(long)i] OP b;                                             \
      else r[(long)i] = a[(long)i] OP b[(long)i];                                                                      \
    }                                                                                                                  \
    return r;                                                                                                          \
  }
MQL_ELEMENTWISE(+)
MQL_ELEMENTWISE(-)
MQL_ELEMENTWISE(*)
MQL_ELEMENTWISE(/)
#undef MQL_ELEMENTWISE
using vector = MqlVector_<double>;
using vectorf = MqlVector_<float>;
using matrix = MqlMatrix_<double>;
using matrixf = MqlMatrix_<float>;
} // namespace mql
namespace host {
template <class T> mql::string text(const mql::MqlVector_<T> &) { notModelled("Print of a vector"); }
template <class T> mql::string text(const mql::MqlMatrix_<T> &) { notModelled("Print of a matrix"); }
} // namespace host
