// CryptEncode and CryptDecode: Base64, SHA-256; other methods stop by name.
#include "mql5-host.hpp"

namespace mql {
namespace {
constexpr char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(const uchar *p, size_t n) {
  std::string o;
  for (size_t i = 0; i < n; i += 3) {
    const size_t left = std::min<size_t>(3, n - i);
    const uint v = (uint)p[i] << 16 | (left > 1 ? (uint)p[i + 1] << 8 : 0) | (left > 2 ? p[i + 2] : 0);
    for (int k = 0; k < 4; k++) o += (size_t)k <= left ? ALPHABET[v >> (18 - 6 * k) & 63] : '=';
  }
  return o;
}
std::string unbase64(const uchar *p, size_t n) {
  std::string o;
  uint v = 0;
  int bits = 0;
  for (size_t i = 0; i < n; i++) {
    const char *at = p[i] ? strchr(ALPHABET, p[i]) : nullptr;
    if (!at) continue;
    v = v << 6 | (uint)(at - ALPHABET);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    o += (char)(v >> bits & 255);
  }
  return o;
}
uint rotate(uint v, int n) { return v >> n | v << (32 - n); }
std::string sha256(const uchar *p, size_t n) {
  static const std::vector<uint> primes = [] {
    std::vector<uint> k;
    for (uint c = 2; k.size() < 64; c++) {
      bool prime = true;
      for (uint d = 2; d * d <= c; d++) prime &= c % d != 0;
      if (prime) k.push_back(c);
    }
    return k;
  }();
  const auto fraction = [](long double x) { return (uint)((x - std::floor(x)) * 4294967296.0L); };
  uint h[8], k[64];
  for (int i = 0; i < 8; i++) h[i] = fraction(sqrtl((long double)primes[i]));
  for (int i = 0; i < 64; i++) k[i] = fraction(cbrtl((long double)primes[i]));
  std::string m((const char *)p, n);
  m += (char)0x80;
  while (m.size() % 64 != 56) m += '\0';
  for (int i = 7; i >= 0; i--) m += (char)((ulong)n * 8 >> (8 * i) & 255);
  for (size_t at = 0; at < m.size(); at += 64) {
    uint w[64];
    for (int i = 0; i < 64; i++) {
      if (i < 16) {
        memcpy(&w[i], m.data() + at + 4 * i, 4);
        w[i] = __builtin_bswap32(w[i]);
        continue;
      }
      const uint a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    uint v[8];
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 64; i++) {
      const uint t1 = v[7] + (rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
      const uint t2 = (rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      memmove(v + 1, v, 7 * sizeof(uint));
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) h[i] += v[i];
  }
  std::string o;
  for (const uint x : h)
    for (int s = 24; s >= 0; s -= 8) o += (char)(x >> s & 255);
  return o;
}
int give(const std::string &bytes, MqlRef_<uchar> &out) {
  out.resize((int)bytes.size(), 0);
  const int n = std::min((int)bytes.size(), out.size());
  if (n) memcpy(out.raw(), bytes.data(), (size_t)n);
  return n;
}
} // namespace

int CryptEncode(ENUM_CRYPT_METHOD method, MqlRef_<const uchar> data, MqlRef_<const uchar>, MqlRef_<uchar> out) {
  switch (method) {
  case CRYPT_BASE64: return give(base64(data.raw(), (size_t)data.size()), out);
  case CRYPT_HASH_SHA256: return give(sha256(data.raw(), (size_t)data.size()), out);
  default: host::notModelled("CryptEncode(" + host::Properties::name(method) + ")");
  }
}
int CryptDecode(ENUM_CRYPT_METHOD method, MqlRef_<const uchar> data, MqlRef_<const uchar>, MqlRef_<uchar> out) {
  if (method == CRYPT_BASE64) return give(unbase64(data.raw(), (size_t)data.size()), out);
  host::notModelled("CryptDecode(" + host::Properties::name(method) + ")");
}
} // namespace mql
