// Account, terminal and program properties, and the journal.
#include "mql5-host.hpp"
#include "../terminal/control.hpp"

namespace host {
void journal(const mql::string &line) {
  const std::string u = line.u8();
  printf("%s\n", u.c_str());
  // A program that dies must not take its last words along.
  fflush(stdout);
}
void alert(const mql::string &text) {
  journal(mql::string::ascii("Alert: ") + text);
  control().event("alert", "\"text\":" + Json::quote(text.u8()));
}
} // namespace host

namespace mql {
double AccountInfoDouble(ENUM_ACCOUNT_INFO_DOUBLE p) {
  host::pump();
  return host::program().account.real("AccountInfoDouble", p);
}
long AccountInfoInteger(ENUM_ACCOUNT_INFO_INTEGER p) {
  host::pump();
  return host::program().account.whole("AccountInfoInteger", p);
}
string AccountInfoString(ENUM_ACCOUNT_INFO_STRING p) { return host::program().account.text("AccountInfoString", p); }
long TerminalInfoInteger(ENUM_TERMINAL_INFO_INTEGER p) {
  host::pump();
  if (p == TERMINAL_CONNECTED) return host::program().connected && (!host::tradeClient().configured() || host::tradeClient().online());
  return host::program().terminal.whole("TerminalInfoInteger", p);
}
double TerminalInfoDouble(ENUM_TERMINAL_INFO_DOUBLE p) { return host::program().terminal.real("TerminalInfoDouble", p); }
string TerminalInfoString(ENUM_TERMINAL_INFO_STRING p) {
  if (p == TERMINAL_DATA_PATH) return string::utf8(host::program().dataDir);
  if (p == TERMINAL_COMMONDATA_PATH) return string::utf8(host::program().commonDir);
  return host::program().terminal.text("TerminalInfoString", p);
}
int MQLInfoInteger(ENUM_MQL_INFO_INTEGER p) { return (int)host::program().info.whole("MQLInfoInteger", p); }
string MQLInfoString(ENUM_MQL_INFO_STRING p) {
  if (p == MQL_PROGRAM_NAME) return string::utf8(host::program().name);
  return string::utf8(host::program().path);
}
int MQL5InfoInteger(ENUM_MQL_INFO_INTEGER p) { return MQLInfoInteger(p); }
string MQL5InfoString(ENUM_MQL_INFO_STRING p) { return MQLInfoString(p); }
string Symbol() { return _Symbol; }
ENUM_TIMEFRAMES Period() { return _Period; }
double Point() { return _Point; }
int Digits() { return _Digits; }
} // namespace mql
