//+------------------------------------------------------------------+
//| Link.mqh: the link's frames. GENERATED from shared/link by       |
//| scripts/generate-link.ts; change the schema, not this file.      |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_LINK_MQH
#define FAIRLEAD_LINK_MQH

#define FL_MAGIC                                     19526
#define FL_PROTOCOL                                  1
#define FL_PROTOCOL_MIN                              1
#define FL_MAX_FRAME                                 65536

#define FL_MSG_PAIR_REQUEST                          1
#define FL_MSG_PAIR_REPLY                            2
#define FL_MSG_HELLO                                 3
#define FL_MSG_ATTACH                                4
#define FL_MSG_WELCOME                               5
#define FL_MSG_ATTACHED                              6
#define FL_MSG_REFUSED                               7
#define FL_MSG_BYE                                   8
#define FL_MSG_BRIDGE_BYE                            9
#define FL_MSG_ROTATE_KEY                            10
#define FL_MSG_NEW_KEY                               11
#define FL_MSG_NEW_KEY_KEPT                          12
#define FL_MSG_HEARTBEAT                             20
#define FL_MSG_HEARTBEAT_ECHO                        21
#define FL_MSG_LEASE                                 22
#define FL_MSG_LEASE_STATE                           23
#define FL_MSG_OFFSET_CHANGED                        24
#define FL_MSG_PING                                  25
#define FL_MSG_PONG                                  26
#define FL_MSG_NOTICE                                27
#define FL_MSG_ACCOUNT_SNAPSHOT                      30
#define FL_MSG_POSITIONS_SNAPSHOT                    31
#define FL_MSG_ORDERS_SNAPSHOT                       32
#define FL_MSG_SYMBOL_LIST_REQUEST                   40
#define FL_MSG_SYMBOL_LIST                           41
#define FL_MSG_SYMBOL_SPECS                          42
#define FL_MSG_SYMBOL_SESSIONS                       43
#define FL_MSG_SUBSCRIBE                             50
#define FL_MSG_SUBSCRIBED                            51
#define FL_MSG_UNSUBSCRIBE                           52
#define FL_MSG_TICKS                                 53
#define FL_MSG_TICK_ACK                              54
#define FL_MSG_DIGEST_REQUEST                        55
#define FL_MSG_TAIL_DIGEST                           56
#define FL_MSG_EPOCH_OPENED                          57
#define FL_MSG_HISTORY_TICKS_REQUEST                 60
#define FL_MSG_HISTORY_TICKS                         61
#define FL_MSG_HISTORY_BARS_REQUEST                  62
#define FL_MSG_HISTORY_BARS                          63
#define FL_MSG_HISTORY_CREDIT                        64
#define FL_MSG_HISTORY_END                           65
#define FL_MSG_BOOK_FOLLOW                           70
#define FL_MSG_BOOK_FOLLOWED                         71
#define FL_MSG_BOOK_IMAGE                            72
#define FL_MSG_TRADE_OWNER                           80
#define FL_MSG_TRADE_OWNER_TAKEN                     81
#define FL_MSG_TRADE_COMMAND                         82
#define FL_MSG_TRADE_STATE                           83
#define FL_MSG_TRADE_QUERY                           84
#define FL_MSG_TRADE_HISTORY_REQUEST                 85
#define FL_MSG_TRADE_DEALS                           86
#define FL_MSG_TRADE_ORDERS                          87
#define FL_MSG_GUARD                                 88
#define FL_MSG_GUARD_STATE                           89
#define FL_MSG_FLATTEN                               90
#define FL_MSG_FLATTEN_STATE                         91
#define FL_MSG_CALENDAR_REQUEST                      100
#define FL_MSG_CALENDAR_VALUES                       101
#define FL_MSG_CALENDAR_END                          102
#define FL_MSG_CALENDAR_CHANGED                      103

#define FL_BOOK_SIDE_SELL                            1
#define FL_BOOK_SIDE_BUY                             2
#define FL_BOOK_SIDE_SELL_MARKET                     3
#define FL_BOOK_SIDE_BUY_MARKET                      4

#define FL_BOOK_STATUS_LIVE                          1
#define FL_BOOK_STATUS_UNKNOWN_SYMBOL                2
#define FL_BOOK_STATUS_NOT_OFFERED                   3
#define FL_BOOK_STATUS_REFUSED                       4

#define FL_BYE_REASON_PROGRAM                        1
#define FL_BYE_REASON_REMOVE                         2
#define FL_BYE_REASON_RECOMPILE                      3
#define FL_BYE_REASON_CHART_CHANGE                   4
#define FL_BYE_REASON_CHART_CLOSE                    5
#define FL_BYE_REASON_PARAMETERS                     6
#define FL_BYE_REASON_ACCOUNT                        7
#define FL_BYE_REASON_TEMPLATE                       8
#define FL_BYE_REASON_INIT_FAILED                    9
#define FL_BYE_REASON_CLOSE                          10
#define FL_BYE_REASON_OTHER                          11

#define FL_CALC_MODE_FOREX                           1
#define FL_CALC_MODE_FOREX_NO_LEVERAGE               2
#define FL_CALC_MODE_FUTURES                         3
#define FL_CALC_MODE_CFD                             4
#define FL_CALC_MODE_CFD_INDEX                       5
#define FL_CALC_MODE_CFD_LEVERAGE                    6
#define FL_CALC_MODE_EXCHANGE_STOCKS                 7
#define FL_CALC_MODE_EXCHANGE_FUTURES                8
#define FL_CALC_MODE_EXCHANGE_BONDS                  9
#define FL_CALC_MODE_COLLATERAL                      10
#define FL_CALC_MODE_OTHER                           11

#define FL_CALENDAR_IMPACT_UNKNOWN                   1
#define FL_CALENDAR_IMPACT_POSITIVE                  2
#define FL_CALENDAR_IMPACT_NEGATIVE                  3

#define FL_CALENDAR_IMPORTANCE_NONE                  1
#define FL_CALENDAR_IMPORTANCE_LOW                   2
#define FL_CALENDAR_IMPORTANCE_MODERATE              3
#define FL_CALENDAR_IMPORTANCE_HIGH                  4

#define FL_CALENDAR_KIND_EVENT                       1
#define FL_CALENDAR_KIND_INDICATOR                   2
#define FL_CALENDAR_KIND_HOLIDAY                     3

#define FL_CALENDAR_MULTIPLIER_NONE                  1
#define FL_CALENDAR_MULTIPLIER_THOUSANDS             2
#define FL_CALENDAR_MULTIPLIER_MILLIONS              3
#define FL_CALENDAR_MULTIPLIER_BILLIONS              4
#define FL_CALENDAR_MULTIPLIER_TRILLIONS             5

#define FL_CALENDAR_TIME_MODE_EXACT                  1
#define FL_CALENDAR_TIME_MODE_DATE                   2
#define FL_CALENDAR_TIME_MODE_NO_TIME                3
#define FL_CALENDAR_TIME_MODE_TENTATIVE              4

#define FL_CALENDAR_UNIT_NONE                        1
#define FL_CALENDAR_UNIT_PERCENT                     2
#define FL_CALENDAR_UNIT_CURRENCY                    3
#define FL_CALENDAR_UNIT_HOUR                        4
#define FL_CALENDAR_UNIT_JOB                         5
#define FL_CALENDAR_UNIT_RIG                         6
#define FL_CALENDAR_UNIT_USD                         7
#define FL_CALENDAR_UNIT_PEOPLE                      8
#define FL_CALENDAR_UNIT_MORTGAGE                    9
#define FL_CALENDAR_UNIT_VOTE                        10
#define FL_CALENDAR_UNIT_BARREL                      11
#define FL_CALENDAR_UNIT_CUBIC_FEET                  12
#define FL_CALENDAR_UNIT_POSITION                    13
#define FL_CALENDAR_UNIT_BUILDING                    14
#define FL_CALENDAR_UNIT_OTHER                       255

#define FL_EXECUTION_MODE_REQUEST                    1
#define FL_EXECUTION_MODE_INSTANT                    2
#define FL_EXECUTION_MODE_MARKET                     3
#define FL_EXECUTION_MODE_EXCHANGE                   4
#define FL_EXECUTION_MODE_OTHER                      255

#define FL_HISTORY_STATUS_COMPLETE                   1
#define FL_HISTORY_STATUS_UNKNOWN_SYMBOL             2
#define FL_HISTORY_STATUS_TIMEOUT                    3
#define FL_HISTORY_STATUS_NOT_AVAILABLE              4
#define FL_HISTORY_STATUS_CANCELLED                  5
#define FL_HISTORY_STATUS_FAILED                     6
#define FL_HISTORY_STATUS_SERVICE_NEEDED             7

#define FL_LEASE_STATUS_NONE                         1
#define FL_LEASE_STATUS_HELD                         2
#define FL_LEASE_STATUS_LAPSED                       3

#define FL_MARGIN_MODE_NETTING                       1
#define FL_MARGIN_MODE_EXCHANGE                      2
#define FL_MARGIN_MODE_HEDGING                       3

#define FL_ORDER_KIND_BUY                            1
#define FL_ORDER_KIND_SELL                           2
#define FL_ORDER_KIND_BUY_LIMIT                      3
#define FL_ORDER_KIND_SELL_LIMIT                     4
#define FL_ORDER_KIND_BUY_STOP                       5
#define FL_ORDER_KIND_SELL_STOP                      6
#define FL_ORDER_KIND_BUY_STOP_LIMIT                 7
#define FL_ORDER_KIND_SELL_STOP_LIMIT                8
#define FL_ORDER_KIND_CLOSE_BY                       9
#define FL_ORDER_KIND_OTHER                          255

#define FL_ORDER_LIFE_GTC                            1
#define FL_ORDER_LIFE_DAY                            2
#define FL_ORDER_LIFE_SPECIFIED                      3
#define FL_ORDER_LIFE_SPECIFIED_DAY                  4
#define FL_ORDER_LIFE_OTHER                          255

#define FL_ORDER_STATE_STARTED                       1
#define FL_ORDER_STATE_PLACED                        2
#define FL_ORDER_STATE_CANCELLED                     3
#define FL_ORDER_STATE_PARTIAL                       4
#define FL_ORDER_STATE_FILLED                        5
#define FL_ORDER_STATE_REJECTED                      6
#define FL_ORDER_STATE_EXPIRED                       7
#define FL_ORDER_STATE_REQUEST_ADD                   8
#define FL_ORDER_STATE_REQUEST_MODIFY                9
#define FL_ORDER_STATE_REQUEST_CANCEL                10
#define FL_ORDER_STATE_OTHER                         255

#define FL_ORIGIN_CLIENT                             1
#define FL_ORIGIN_MOBILE                             2
#define FL_ORIGIN_WEB                                3
#define FL_ORIGIN_EXPERT                             4
#define FL_ORIGIN_STOP_LOSS                          5
#define FL_ORIGIN_TAKE_PROFIT                        6
#define FL_ORIGIN_STOP_OUT                           7
#define FL_ORIGIN_OTHER                              8

#define FL_PAIR_STATUS_WAITING                       1
#define FL_PAIR_STATUS_CONFIRMED                     2
#define FL_PAIR_STATUS_REFUSED                       3

#define FL_REFUSAL_CODE_HELLO_REQUIRED               1
#define FL_REFUSAL_CODE_PAIRING_CLOSED               2
#define FL_REFUSAL_CODE_PAIRING_CODE_WRONG           3
#define FL_REFUSAL_CODE_PAIRING_CODE_EXPIRED         4
#define FL_REFUSAL_CODE_PAIRING_CODE_USED            5
#define FL_REFUSAL_CODE_PAIRING_DECLINED             6
#define FL_REFUSAL_CODE_UNKNOWN_TERMINAL             7
#define FL_REFUSAL_CODE_WRONG_KEY                    8
#define FL_REFUSAL_CODE_WRONG_SECRET                 9
#define FL_REFUSAL_CODE_WRONG_SESSION                10
#define FL_REFUSAL_CODE_TERMINAL_REMOVED             11
#define FL_REFUSAL_CODE_PROTOCOL_VERSION             12
#define FL_REFUSAL_CODE_MALFORMED_FRAME              13
#define FL_REFUSAL_CODE_DUPLICATE_ROLE               14
#define FL_REFUSAL_CODE_STALE_EPOCH                  15
#define FL_REFUSAL_CODE_WRONG_ACCOUNT                16
#define FL_REFUSAL_CODE_OVERLOADED                   17

#define FL_ROLE_EA                                   1
#define FL_ROLE_COMMAND_SERVICE                      2
#define FL_ROLE_HISTORY_SERVICE                      3

#define FL_SESSION_KIND_QUOTE                        1
#define FL_SESSION_KIND_TRADE                        2

#define FL_SEVERITY_INFO                             1
#define FL_SEVERITY_WARNING                          2
#define FL_SEVERITY_ERROR                            3

#define FL_SIDE_BUY                                  1
#define FL_SIDE_SELL                                 2

#define FL_STREAM_STATUS_LIVE                        1
#define FL_STREAM_STATUS_UNKNOWN_SYMBOL              2
#define FL_STREAM_STATUS_NOT_SELECTED                3
#define FL_STREAM_STATUS_HISTORY_UNAVAILABLE         4

#define FL_SYMBOL_TRADE_MODE_DISABLED                1
#define FL_SYMBOL_TRADE_MODE_LONG_ONLY               2
#define FL_SYMBOL_TRADE_MODE_SHORT_ONLY              3
#define FL_SYMBOL_TRADE_MODE_CLOSE_ONLY              4
#define FL_SYMBOL_TRADE_MODE_FULL                    5

#define FL_TICK_LAYOUT_QUOTE                         1
#define FL_TICK_LAYOUT_FULL                          2
#define FL_TICK_LAYOUT_FINE_QUOTE                    3
#define FL_TICK_LAYOUT_FINE_FULL                     4

#define FL_TIMEFRAME_CODE_M1                         1
#define FL_TIMEFRAME_CODE_M5                         2
#define FL_TIMEFRAME_CODE_M15                        3
#define FL_TIMEFRAME_CODE_M30                        4
#define FL_TIMEFRAME_CODE_H1                         5
#define FL_TIMEFRAME_CODE_H4                         6
#define FL_TIMEFRAME_CODE_D1                         7
#define FL_TIMEFRAME_CODE_W1                         8
#define FL_TIMEFRAME_CODE_MN1                        9

#define FL_TRADE_MODE_DEMO                           1
#define FL_TRADE_MODE_CONTEST                        2
#define FL_TRADE_MODE_REAL                           3

#define FL_DEAL_ENTRY_IN                             1
#define FL_DEAL_ENTRY_OUT                            2
#define FL_DEAL_ENTRY_IN_OUT                         3
#define FL_DEAL_ENTRY_OUT_BY                         4
#define FL_DEAL_ENTRY_OTHER                          255

#define FL_DEAL_KIND_BUY                             1
#define FL_DEAL_KIND_SELL                            2
#define FL_DEAL_KIND_BALANCE                         3
#define FL_DEAL_KIND_CREDIT                          4
#define FL_DEAL_KIND_CHARGE                          5
#define FL_DEAL_KIND_CORRECTION                      6
#define FL_DEAL_KIND_BONUS                           7
#define FL_DEAL_KIND_COMMISSION                      8
#define FL_DEAL_KIND_COMMISSION_DAILY                9
#define FL_DEAL_KIND_COMMISSION_MONTHLY              10
#define FL_DEAL_KIND_AGENT_DAILY                     11
#define FL_DEAL_KIND_AGENT_MONTHLY                   12
#define FL_DEAL_KIND_INTEREST                        13
#define FL_DEAL_KIND_BUY_CANCELLED                   14
#define FL_DEAL_KIND_SELL_CANCELLED                  15
#define FL_DEAL_KIND_DIVIDEND                        16
#define FL_DEAL_KIND_DIVIDEND_FRANKED                17
#define FL_DEAL_KIND_TAX                             18
#define FL_DEAL_KIND_OTHER                           255

#define FL_FLATTEN_CAUSE_COMMAND                     1
#define FL_FLATTEN_CAUSE_PANEL_BUTTON                2
#define FL_FLATTEN_CAUSE_LEASE_LAPSED                3
#define FL_FLATTEN_CAUSE_GUARD_LOSS                  4
#define FL_FLATTEN_CAUSE_NO_STOP                     5
#define FL_FLATTEN_CAUSE_TIMED_CLOSE                 6

#define FL_FLATTEN_SCOPE_ACCOUNT                     1
#define FL_FLATTEN_SCOPE_INSTALLATION                2
#define FL_FLATTEN_SCOPE_AUTOMATED                   3

#define FL_FLATTEN_STAGE_STARTED                     1
#define FL_FLATTEN_STAGE_CLOSING                     2
#define FL_FLATTEN_STAGE_FLAT                        3
#define FL_FLATTEN_STAGE_STUCK                       4
#define FL_FLATTEN_STAGE_REFUSED                     5

#define FL_TRADE_ACTION_DEAL                         1
#define FL_TRADE_ACTION_PENDING                      2
#define FL_TRADE_ACTION_STOPS                        3
#define FL_TRADE_ACTION_MODIFY                       4
#define FL_TRADE_ACTION_REMOVE                       5
#define FL_TRADE_ACTION_CLOSE_BY                     6

#define FL_TRADE_REFUSAL_NONE                        1
#define FL_TRADE_REFUSAL_MALFORMED                   2
#define FL_TRADE_REFUSAL_STALE_EPOCH                 3
#define FL_TRADE_REFUSAL_NOT_OWNER                   4
#define FL_TRADE_REFUSAL_WRONG_ACCOUNT               5
#define FL_TRADE_REFUSAL_EXPIRED                     6
#define FL_TRADE_REFUSAL_REUSED_INTENT               7
#define FL_TRADE_REFUSAL_LEASE_NOT_HELD              8
#define FL_TRADE_REFUSAL_REDUCE_ONLY                 9
#define FL_TRADE_REFUSAL_HALTED                      10
#define FL_TRADE_REFUSAL_GUARD_LOTS                  11
#define FL_TRADE_REFUSAL_GUARD_LOSS                  12
#define FL_TRADE_REFUSAL_STOP_REQUIRED               13
#define FL_TRADE_REFUSAL_UNKNOWN_SYMBOL              14
#define FL_TRADE_REFUSAL_SYMBOL_TRADE_MODE           15
#define FL_TRADE_REFUSAL_INVALID_VOLUME              16
#define FL_TRADE_REFUSAL_INVALID_PRICE               17
#define FL_TRADE_REFUSAL_INVALID_STOPS               18
#define FL_TRADE_REFUSAL_FROZEN                      19
#define FL_TRADE_REFUSAL_NO_QUOTE                    20
#define FL_TRADE_REFUSAL_FILLING_UNSUPPORTED         21
#define FL_TRADE_REFUSAL_ALGO_TRADING_OFF            22
#define FL_TRADE_REFUSAL_BROKER_DISCONNECTED         23
#define FL_TRADE_REFUSAL_POSITION_GONE               24
#define FL_TRADE_REFUSAL_ORDER_GONE                  25
#define FL_TRADE_REFUSAL_WOULD_REVERSE               26
#define FL_TRADE_REFUSAL_JOURNAL_UNWRITABLE          27
#define FL_TRADE_REFUSAL_OVERLOADED                  28
#define FL_TRADE_REFUSAL_KIND_UNSUPPORTED            29
#define FL_TRADE_REFUSAL_EXPIRY_UNSUPPORTED          30

#define FL_TRADE_STATUS_ABSENT                       1
#define FL_TRADE_STATUS_REFUSED                      2
#define FL_TRADE_STATUS_SENDING                      3
#define FL_TRADE_STATUS_UNKNOWN                      4
#define FL_TRADE_STATUS_ACCEPTED                     5
#define FL_TRADE_STATUS_PARTIAL                      6
#define FL_TRADE_STATUS_DONE                         7
#define FL_TRADE_STATUS_REJECTED                     8
#define FL_TRADE_STATUS_ENDED                        9

//--- opens every frame
struct FlHeader pack(1)
  {
   ushort  magic;
   uchar   protocol;
   uchar   type;
   uint    count;
   ulong   session;
   ulong   seq;
  };
#define FL_BYTES_HEADER                              24

//--- record
struct FlPosition pack(1)
  {
   ulong   ticket;
   ulong   identifier;
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   side; // Side
   double  volume;
   double  priceOpen;
   double  priceCurrent;
   double  stopLoss;
   double  takeProfit;
   double  swap;
   double  profit;
   ulong   magic;
   long    openMs;
   long    updateMs;
   uchar   origin; // Origin
   uchar   comment[64]; // UTF-8, NUL padded
  };
#define FL_BYTES_POSITION                            194

//--- record
struct FlOrder pack(1)
  {
   ulong   ticket;
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   kind; // OrderKind
   uchar   state; // OrderState
   uchar   life; // OrderLife
   double  volumeInitial;
   double  volumeCurrent;
   double  price;
   double  stopLimit;
   double  stopLoss;
   double  takeProfit;
   ulong   magic;
   ulong   position;
   long    setupMs;
   long    expiryMs;
   uchar   origin; // Origin
   uchar   comment[64]; // UTF-8, NUL padded
  };
#define FL_BYTES_ORDER                               188

//--- record
struct FlSymbolName pack(1)
  {
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   inMarketWatch;
  };
#define FL_BYTES_SYMBOL_NAME                         33

//--- record
struct FlSymbolSpec pack(1)
  {
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   description[96]; // UTF-8, NUL padded
   uchar   path[96]; // UTF-8, NUL padded
   uchar   currencyBase[16]; // UTF-8, NUL padded
   uchar   currencyProfit[16]; // UTF-8, NUL padded
   uchar   currencyMargin[16]; // UTF-8, NUL padded
   uchar   digits;
   uchar   spreadFloats;
   double  point;
   double  tickSize;
   double  tickValue;
   double  tickValueProfit;
   double  tickValueLoss;
   double  contractSize;
   double  volumeMin;
   double  volumeMax;
   double  volumeStep;
   double  volumeLimit;
   double  marginInitial;
   double  marginMaintenance;
   double  swapLong;
   double  swapShort;
   uchar   swapTripleDay;
   int     stopsLevel;
   int     freezeLevel;
   uchar   tradeMode; // SymbolTradeMode
   uchar   execution; // ExecutionMode
   uchar   calculation; // CalcMode
   uint    fillingFlags;
   uint    orderFlags;
   uint    expirationFlags;
   uint    bookDepth;
  };
#define FL_BYTES_SYMBOL_SPEC                         414

//--- record
struct FlSymbolSession pack(1)
  {
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   kind; // SessionKind
   uchar   weekday;
   uint    fromS;
   uint    toS;
  };
#define FL_BYTES_SYMBOL_SESSION                      42

//--- record
struct FlSubscription pack(1)
  {
   uint    stream;
   uchar   symbol[32]; // UTF-8, NUL padded
   uint    epoch;
   ulong   seq;
   long    cursorMs;
   uint    countAtCursor;
   long    epochFirstMs;
   uint    epochTicks;
   long    overlapUntilMs;
  };
#define FL_BYTES_SUBSCRIPTION                        80

//--- record
struct FlStreamState pack(1)
  {
   uint    stream;
   uchar   status; // StreamStatus
   uint    error;
  };
#define FL_BYTES_STREAM_STATE                        9

//--- record
struct FlStreamId pack(1)
  {
   uint    stream;
  };
#define FL_BYTES_STREAM_ID                           4

//--- record
struct FlTickAckItem pack(1)
  {
   uint    stream;
   uint    epoch;
   ulong   seq;
  };
#define FL_BYTES_TICK_ACK_ITEM                       16

//--- record
struct FlMsDigest pack(1)
  {
   long    timeMs;
   uint    count;
   ulong   hash;
  };
#define FL_BYTES_MS_DIGEST                           20

//--- record
struct FlBar pack(1)
  {
   long    timeMs;
   double  open;
   double  high;
   double  low;
   double  close;
   ulong   tickVolume;
   int     spread;
   ulong   realVolume;
  };
#define FL_BYTES_BAR                                 60

//--- record
struct FlBookWish pack(1)
  {
   uint    book;
   uchar   symbol[32]; // UTF-8, NUL padded
  };
#define FL_BYTES_BOOK_WISH                           36

//--- record
struct FlBookState pack(1)
  {
   uint    book;
   uchar   status; // BookStatus
   uint    error;
  };
#define FL_BYTES_BOOK_STATE                          9

//--- record
struct FlBookLevel pack(1)
  {
   uchar   side; // BookSide
   double  price;
   double  volume;
  };
#define FL_BYTES_BOOK_LEVEL                          17

//--- record
struct FlDeal pack(1)
  {
   ulong   ticket;
   ulong   order;
   ulong   position;
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   kind; // DealKind
   uchar   entry; // DealEntry
   double  volume;
   double  price;
   double  stopLoss;
   double  takeProfit;
   double  profit;
   double  swap;
   double  commission;
   double  fee;
   ulong   magic;
   long    timeMs;
   uchar   origin; // Origin
   uchar   comment[64]; // UTF-8, NUL padded
  };
#define FL_BYTES_DEAL                                203

//--- record
struct FlClosedOrder pack(1)
  {
   ulong   ticket;
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   kind; // OrderKind
   uchar   state; // OrderState
   uchar   life; // OrderLife
   double  volumeInitial;
   double  volumeCurrent;
   double  price;
   double  stopLimit;
   double  stopLoss;
   double  takeProfit;
   ulong   magic;
   ulong   position;
   ulong   positionBy;
   long    setupMs;
   long    doneMs;
   uchar   origin; // Origin
   uchar   comment[64]; // UTF-8, NUL padded
  };
#define FL_BYTES_CLOSED_ORDER                        196

//--- record
struct FlCalendarValue pack(1)
  {
   ulong   value;
   ulong   event;
   long    timeMs;
   long    periodMs;
   int     revision;
   long    actual;
   long    forecast;
   long    previous;
   long    revisedPrevious;
   uchar   impact; // CalendarImpact
   uchar   kind; // CalendarKind
   uchar   importance; // CalendarImportance
   uchar   timeMode; // CalendarTimeMode
   uchar   unit; // CalendarUnit
   uchar   multiplier; // CalendarMultiplier
   uchar   digits;
   uchar   country[8]; // UTF-8, NUL padded
   uchar   currency[8]; // UTF-8, NUL padded
   uchar   name[128]; // UTF-8, NUL padded
  };
#define FL_BYTES_CALENDAR_VALUE                      219

//--- packed tick
struct FlQuoteTick pack(1)
  {
   uint    deltaMs;
   uint    flags;
   double  bid;
   double  ask;
  };
#define FL_BYTES_QUOTE_TICK                          24

//--- packed tick
struct FlFullTick pack(1)
  {
   uint    deltaMs;
   uint    flags;
   double  bid;
   double  ask;
   double  last;
   ulong   volume;
   double  volumeReal;
  };
#define FL_BYTES_FULL_TICK                           48

//--- packed tick
struct FlFineQuoteTick pack(1)
  {
   uint    deltaMs;
   uint    flags;
   double  bid;
   double  ask;
   ushort  subMs;
  };
#define FL_BYTES_FINE_QUOTE_TICK                     26

//--- packed tick
struct FlFineFullTick pack(1)
  {
   uint    deltaMs;
   uint    flags;
   double  bid;
   double  ask;
   double  last;
   ulong   volume;
   double  volumeReal;
   ushort  subMs;
  };
#define FL_BYTES_FINE_FULL_TICK                      50

//--- message 1, from the ea
struct FlPairRequest pack(1)
  {
   uchar   pairingCode[32]; // UTF-8, NUL padded
   uchar   publicKey[41]; // UTF-8, NUL padded
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   uchar   company[64]; // UTF-8, NUL padded
   uchar   accountName[64]; // UTF-8, NUL padded
   uchar   currency[16]; // UTF-8, NUL padded
   uchar   tradeMode; // TradeMode
   uint    terminalBuild;
   uchar   programVersion[16]; // UTF-8, NUL padded
   uchar   protocol;
  };
#define FL_BYTES_PAIR_REQUEST                        311

//--- message 2, from the bridge
struct FlPairReply pack(1)
  {
   uchar   status; // PairStatus
   uchar   reason;
   uchar   terminal[16];
   uchar   secret[32];
   uchar   message[128]; // UTF-8, NUL padded
  };
#define FL_BYTES_PAIR_REPLY                          178

//--- message 3, from the ea
struct FlHello pack(1)
  {
   uchar   terminal[16];
   uchar   secret[32];
   uchar   role; // Role
   uchar   protocolMin;
   uchar   protocolMax;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   uchar   company[64]; // UTF-8, NUL padded
   uchar   accountName[64]; // UTF-8, NUL padded
   uchar   currency[16]; // UTF-8, NUL padded
   uchar   currencyDigits;
   uchar   marginMode; // MarginMode
   uchar   tradeMode; // TradeMode
   uint    leverage;
   int     utcOffsetS;
   uint    terminalBuild;
   uchar   programVersion[16]; // UTF-8, NUL padded
   uchar   libzmqVersion[16]; // UTF-8, NUL padded
   uchar   algoTradingAllowed;
   uchar   brokerConnected;
  };
#define FL_BYTES_HELLO                               316

//--- message 4, from the ea
struct FlAttach pack(1)
  {
   uchar   terminal[16];
   uchar   secret[32];
   uchar   role; // Role
  };
#define FL_BYTES_ATTACH                              49

//--- message 5, from the bridge
struct FlWelcome pack(1)
  {
   uchar   protocol;
   uchar   reduceOnly;
   ulong   bridgeEpoch;
   uint    heartbeatMs;
   uint    silenceMs;
   ushort  maxUnackedFrames;
   uchar   bridgeVersion[16]; // UTF-8, NUL padded
   long    utcMs;
  };
#define FL_BYTES_WELCOME                             44

//--- message 6, from the bridge
struct FlAttached pack(1)
  {
   ulong   bridgeEpoch;
  };
#define FL_BYTES_ATTACHED                            8

//--- message 7, from the bridge
struct FlRefused pack(1)
  {
   uchar   reason; // RefusalCode
   uchar   refusedType;
   uchar   message[128]; // UTF-8, NUL padded
  };
#define FL_BYTES_REFUSED                             130

//--- message 8, from the ea
struct FlBye pack(1)
  {
   uchar   reason; // ByeReason
  };
#define FL_BYTES_BYE                                 1

//--- message 9, from the bridge
struct FlBridgeBye pack(1)
  {
   uint    retryAfterMs;
  };
#define FL_BYTES_BRIDGE_BYE                          4

//--- message 10, from the bridge
struct FlRotateKey pack(1)
  {
   uchar   nonce[16];
  };
#define FL_BYTES_ROTATE_KEY                          16

//--- message 11, from the ea
struct FlNewKey pack(1)
  {
   uchar   nonce[16];
   uchar   publicKey[41]; // UTF-8, NUL padded
  };
#define FL_BYTES_NEW_KEY                             57

//--- message 12, from the bridge
struct FlNewKeyKept pack(1)
  {
   uchar   nonce[16];
   uchar   secret[32];
  };
#define FL_BYTES_NEW_KEY_KEPT                        48

//--- message 20, from the ea
struct FlHeartbeat pack(1)
  {
   ulong   sentUs;
   long    brokerMs;
   long    utcMs;
   long    lastQuoteMs;
   uchar   brokerConnected;
   uchar   algoTradingAllowed;
   int     brokerPingUs;
   uint    worstLoopMs;
   uint    unacked;
  };
#define FL_BYTES_HEARTBEAT                           46

//--- message 21, from the bridge
struct FlHeartbeatEcho pack(1)
  {
   ulong   sentUs;
   ulong   bridgeEpoch;
  };
#define FL_BYTES_HEARTBEAT_ECHO                      16

//--- message 22, from the bridge
struct FlLease pack(1)
  {
   ulong   bridgeEpoch;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   ulong   renewal;
   uint    ttlMs;
   uchar   flattenOnLapse;
  };
#define FL_BYTES_LEASE                               93

//--- message 23, from the ea
struct FlLeaseState pack(1)
  {
   uchar   status; // LeaseStatus
   ulong   bridgeEpoch;
   ulong   renewal;
   ulong   highestEpoch;
  };
#define FL_BYTES_LEASE_STATE                         25

//--- message 24, from the ea
struct FlOffsetChanged pack(1)
  {
   int     oldOffsetS;
   int     newOffsetS;
   long    brokerMs;
   long    utcMs;
  };
#define FL_BYTES_OFFSET_CHANGED                      24

//--- message 25, from the bridge
struct FlPing pack(1)
  {
   ulong   id;
   uchar   payload[32];
  };
#define FL_BYTES_PING                                40

//--- message 26, from the ea
struct FlPong pack(1)
  {
   ulong   id;
   uchar   payload[32];
  };
#define FL_BYTES_PONG                                40

//--- message 27, from the ea
struct FlNotice pack(1)
  {
   uchar   severity; // Severity
   uchar   noticeCode[32]; // UTF-8, NUL padded
   uchar   message[160]; // UTF-8, NUL padded
  };
#define FL_BYTES_NOTICE                              193

//--- message 30, from the ea
struct FlAccountSnapshot pack(1)
  {
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   long    brokerMs;
   double  balance;
   double  credit;
   double  profit;
   double  equity;
   double  margin;
   double  marginFree;
   double  marginLevel;
   uint    leverage;
   uchar   tradeAllowed;
   uchar   expertAllowed;
   uint    positions;
   uint    orders;
  };
#define FL_BYTES_ACCOUNT_SNAPSHOT                    150

//--- message 31, from the ea
struct FlPositionsSnapshot pack(1)
  {
   ulong   snapshot;
   uint    part;
   uint    parts;
   long    brokerMs;
  };
#define FL_BYTES_POSITIONS_SNAPSHOT                  24

//--- message 32, from the ea
struct FlOrdersSnapshot pack(1)
  {
   ulong   snapshot;
   uint    part;
   uint    parts;
   long    brokerMs;
  };
#define FL_BYTES_ORDERS_SNAPSHOT                     24

//--- message 40, from the bridge
struct FlSymbolListRequest pack(1)
  {
   uint    request;
   uchar   marketWatchOnly;
  };
#define FL_BYTES_SYMBOL_LIST_REQUEST                 5

//--- message 41, from the ea
struct FlSymbolList pack(1)
  {
   uint    request;
   uint    part;
   uint    parts;
  };
#define FL_BYTES_SYMBOL_LIST                         12

//--- message 42, from the ea
struct FlSymbolSpecs pack(1)
  {
   uint    part;
   uint    parts;
  };
#define FL_BYTES_SYMBOL_SPECS                        8

//--- message 43, from the ea
struct FlSymbolSessions pack(1)
  {
   uint    part;
   uint    parts;
  };
#define FL_BYTES_SYMBOL_SESSIONS                     8

//--- message 50, from the bridge
struct FlSubscribe pack(1)
  {
   uint    request;
  };
#define FL_BYTES_SUBSCRIBE                           4

//--- message 51, from the ea
struct FlSubscribed pack(1)
  {
   uint    request;
  };
#define FL_BYTES_SUBSCRIBED                          4

//--- message 52, from the bridge
struct FlUnsubscribe pack(1)
  {
   uint    request;
  };
#define FL_BYTES_UNSUBSCRIBE                         4

//--- message 53, from the ea
struct FlTicks pack(1)
  {
   uint    stream;
   uint    epoch;
   ulong   seq;
   long    baseMs;
   uchar   layout; // TickLayout
  };
#define FL_BYTES_TICKS                               25

#define FL_BYTES_TICK_ACK                            0

//--- message 55, from the bridge
struct FlDigestRequest pack(1)
  {
   uint    request;
   uint    stream;
   uchar   symbol[32]; // UTF-8, NUL padded
   long    fromMs;
   long    toMs;
   uint    countAtEnd;
  };
#define FL_BYTES_DIGEST_REQUEST                      60

//--- message 56, from the ea
struct FlTailDigest pack(1)
  {
   uint    request;
   uint    stream;
   long    fromMs;
   long    toMs;
   ushort  part;
   ushort  parts;
   uint    error;
  };
#define FL_BYTES_TAIL_DIGEST                         32

//--- message 57, from the ea
struct FlEpochOpened pack(1)
  {
   uint    stream;
   uint    epoch;
   long    previousMs;
   long    firstMs;
  };
#define FL_BYTES_EPOCH_OPENED                        24

//--- message 60, from the bridge
struct FlHistoryTicksRequest pack(1)
  {
   uint    request;
   uchar   symbol[32]; // UTF-8, NUL padded
   long    fromMs;
   long    toMs;
   ushort  credit;
  };
#define FL_BYTES_HISTORY_TICKS_REQUEST               54

//--- message 61, from the ea
struct FlHistoryTicks pack(1)
  {
   uint    request;
   uint    part;
   long    baseMs;
   uchar   layout; // TickLayout
  };
#define FL_BYTES_HISTORY_TICKS                       17

//--- message 62, from the bridge
struct FlHistoryBarsRequest pack(1)
  {
   uint    request;
   uchar   symbol[32]; // UTF-8, NUL padded
   uchar   timeframe; // TimeframeCode
   long    fromMs;
   long    toMs;
   ushort  credit;
  };
#define FL_BYTES_HISTORY_BARS_REQUEST                55

//--- message 63, from the ea
struct FlHistoryBars pack(1)
  {
   uint    request;
   uint    part;
  };
#define FL_BYTES_HISTORY_BARS                        8

//--- message 64, from the bridge
struct FlHistoryCredit pack(1)
  {
   uint    request;
   ushort  credit;
  };
#define FL_BYTES_HISTORY_CREDIT                      6

//--- message 65, from the ea
struct FlHistoryEnd pack(1)
  {
   uint    request;
   uchar   status; // HistoryStatus
   ulong   total;
   uint    error;
  };
#define FL_BYTES_HISTORY_END                         17

//--- message 70, from the bridge
struct FlBookFollow pack(1)
  {
   uint    request;
   uint    everyMs;
  };
#define FL_BYTES_BOOK_FOLLOW                         8

//--- message 71, from the ea
struct FlBookFollowed pack(1)
  {
   uint    request;
  };
#define FL_BYTES_BOOK_FOLLOWED                       4

//--- message 72, from the ea
struct FlBookImage pack(1)
  {
   uint    book;
   long    brokerMs;
   uint    levels;
  };
#define FL_BYTES_BOOK_IMAGE                          16

//--- message 80, from the bridge
struct FlTradeOwner pack(1)
  {
   ulong   bridgeEpoch;
   ulong   fence;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   uchar   owner;
  };
#define FL_BYTES_TRADE_OWNER                         89

//--- message 81, from the ea
struct FlTradeOwnerTaken pack(1)
  {
   ulong   fence;
   ulong   highestFence;
   uchar   owner;
  };
#define FL_BYTES_TRADE_OWNER_TAKEN                   17

//--- message 82, from the bridge
struct FlTradeCommand pack(1)
  {
   uchar   intent[16];
   ulong   bridgeEpoch;
   ulong   fence;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   ulong   magic;
   uchar   action; // TradeAction
   uchar   kind; // OrderKind
   uchar   symbol[32]; // UTF-8, NUL padded
   double  volume;
   double  price;
   double  stopLimit;
   double  stopLoss;
   double  takeProfit;
   uint    deviation;
   uchar   life; // OrderLife
   long    expiryMs;
   ulong   order;
   ulong   position;
   ulong   positionBy;
   ulong   closesFor;
   uchar   reduceOnly;
   uchar   automated;
   uint    stopWithinMs;
   uint    holdMs;
   long    validUntilMs;
   uchar   comment[32]; // UTF-8, NUL padded
  };
#define FL_BYTES_TRADE_COMMAND                       281

//--- message 83, from the ea
struct FlTradeState pack(1)
  {
   uchar   intent[16];
   ulong   magic;
   uchar   status; // TradeStatus
   uchar   refusal; // TradeRefusal
   uint    retcode;
   ulong   order;
   ulong   deal;
   ulong   position;
   double  volume;
   double  price;
   ulong   readUs;
   ulong   calledUs;
   ulong   answeredUs;
   long    brokerMs;
   uchar   words[64]; // UTF-8, NUL padded
  };
#define FL_BYTES_TRADE_STATE                         166

//--- message 84, from the bridge
struct FlTradeQuery pack(1)
  {
   uchar   intent[16];
   ulong   magic;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
  };
#define FL_BYTES_TRADE_QUERY                         96

//--- message 85, from the bridge
struct FlTradeHistoryRequest pack(1)
  {
   ulong   id;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   long    fromMs;
   long    toMs;
  };
#define FL_BYTES_TRADE_HISTORY_REQUEST               96

//--- message 86, from the ea
struct FlTradeDeals pack(1)
  {
   ulong   id;
   uint    part;
   uint    parts;
   long    fromMs;
   long    toMs;
   long    brokerMs;
   uint    connectedForMs;
  };
#define FL_BYTES_TRADE_DEALS                         44

//--- message 87, from the ea
struct FlTradeOrders pack(1)
  {
   ulong   id;
   uint    part;
   uint    parts;
   long    fromMs;
   long    toMs;
   long    brokerMs;
   uint    connectedForMs;
  };
#define FL_BYTES_TRADE_ORDERS                        44

//--- message 88, from the bridge
struct FlGuard pack(1)
  {
   ulong   bridgeEpoch;
   ulong   version;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   double  maxOrderLots;
   double  maxTotalLots;
   double  equityFloor;
   uchar   entriesPaused;
   uchar   automationStopped;
   uchar   flattened;
  };
#define FL_BYTES_GUARD                               115

//--- message 89, from the ea
struct FlGuardState pack(1)
  {
   ulong   version;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   double  maxOrderLots;
   double  maxTotalLots;
   double  equityFloor;
   uchar   entriesPaused;
   uchar   automationStopped;
   uchar   flattened;
   uchar   ownLatch;
   uchar   cause; // FlattenCause
   double  equity;
  };
#define FL_BYTES_GUARD_STATE                         117

//--- message 90, from the bridge
struct FlFlatten pack(1)
  {
   uchar   id[16];
   ulong   bridgeEpoch;
   ulong   login;
   uchar   server[64]; // UTF-8, NUL padded
   uchar   scope; // FlattenScope
  };
#define FL_BYTES_FLATTEN                             97

//--- message 91, from the ea
struct FlFlattenState pack(1)
  {
   uchar   id[16];
   uchar   cause; // FlattenCause
   uchar   scope; // FlattenScope
   uchar   stage; // FlattenStage
   uint    positionsLeft;
   uint    ordersLeft;
   uint    requests;
   uint    rejections;
   uint    lastRetcode;
   ulong   sentAllUs;
   ushort  round;
   long    brokerMs;
   long    utcMs;
  };
#define FL_BYTES_FLATTEN_STATE                       65

//--- message 100, from the bridge
struct FlCalendarRequest pack(1)
  {
   uint    request;
   long    fromMs;
   long    toMs;
   uchar   follow;
  };
#define FL_BYTES_CALENDAR_REQUEST                    21

//--- message 101, from the ea
struct FlCalendarValues pack(1)
  {
   uint    request;
   uint    part;
  };
#define FL_BYTES_CALENDAR_VALUES                     8

//--- message 102, from the ea
struct FlCalendarEnd pack(1)
  {
   uint    request;
   uchar   status; // HistoryStatus
   uint    total;
   uint    error;
  };
#define FL_BYTES_CALENDAR_END                        13

//--- message 103, from the ea
struct FlCalendarChanged pack(1)
  {
   uint    request;
  };
#define FL_BYTES_CALENDAR_CHANGED                    4

//--- frozen messages are read in every protocol version
bool FlIsFrozen(const int type)
  {
   switch(type)
     {
      case FL_MSG_HELLO:
      case FL_MSG_WELCOME:
      case FL_MSG_REFUSED:
      case FL_MSG_BYE:
      case FL_MSG_HEARTBEAT:
      case FL_MSG_HEARTBEAT_ECHO:
      case FL_MSG_LEASE:
      case FL_MSG_LEASE_STATE:
      case FL_MSG_ACCOUNT_SNAPSHOT:
      case FL_MSG_POSITIONS_SNAPSHOT:
      case FL_MSG_ORDERS_SNAPSHOT:
      case FL_MSG_GUARD:
      case FL_MSG_GUARD_STATE:
      case FL_MSG_FLATTEN:
      case FL_MSG_FLATTEN_STATE:
         return(true);
     }
   return(false);
  }

#endif
