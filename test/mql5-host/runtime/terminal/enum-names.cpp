// Enumerators by name, for properties that are enumerations ("SYMBOL_TRADE_MODE_FULL").
#include "mql5-host.hpp"
#include "properties.hpp"
#include <stdexcept>

namespace host {
namespace {
template <class... E> bool anyOf(const std::string &name, long &v) { return (Properties::find<E>(name, v) || ...); }
} // namespace

long Properties::named(const std::string &value) {
  using namespace mql;
  long v = 0;
  // A ticket or a magic: no enumerator begins with a digit.
  const bool number = !value.empty() && (value[0] == '-' || (value[0] >= '0' && value[0] <= '9'));
  const bool found = !number &&
      anyOf<ENUM_SYMBOL_TRADE_MODE, ENUM_SYMBOL_TRADE_EXECUTION, ENUM_SYMBOL_CALC_MODE, ENUM_SYMBOL_SWAP_MODE, ENUM_SYMBOL_CHART_MODE, ENUM_SYMBOL_ORDER_GTC_MODE,
            ENUM_DAY_OF_WEEK, ENUM_ACCOUNT_TRADE_MODE, ENUM_ACCOUNT_MARGIN_MODE, ENUM_ACCOUNT_STOPOUT_MODE, ENUM_PROGRAM_TYPE, ENUM_LICENSE_TYPE, ENUM_ORDER_TYPE,
            ENUM_ORDER_TYPE_FILLING, ENUM_ORDER_TYPE_TIME, ENUM_ORDER_STATE, ENUM_ORDER_REASON, ENUM_DEAL_TYPE, ENUM_DEAL_ENTRY, ENUM_DEAL_REASON, ENUM_POSITION_TYPE,
            ENUM_POSITION_REASON, ENUM_TRADE_TRANSACTION_TYPE, ENUM_TRADE_REQUEST_ACTIONS, ENUM_BOOK_TYPE, ENUM_SYMBOL_SECTOR, ENUM_SYMBOL_INDUSTRY>(value, v);
  if (found) return v;
  char *end = nullptr;
  v = value[0] == '-' ? strtol(value.c_str(), &end, 10) : (long)strtoul(value.c_str(), &end, 10);
  if (value.empty() || *end) throw std::runtime_error("unknown enumerator or number: " + value);
  return v;
}
} // namespace host
