import {
  CalendarImpact,
  CalendarImportance,
  CalendarKind,
  CalendarMultiplier,
  CalendarTimeMode,
  CalendarUnit,
  HistoryStatus,
} from "../codes.ts";
import { bool, code, i32, i64, message, ms, record, text, u8, u32, u64 } from "../schema.ts";

export const CalendarRequest = message("CalendarRequest", {
  code: 100,
  from: "bridge",
  socket: "control",
  doc: "Asks for the values of MT5's economic calendar in [fromMs, toMs], at most 93 days. With `follow` the program tells of every value that changes from then on, whatever its time, until the next request.",
  fields: { request: u32, fromMs: ms, toMs: ms, follow: bool },
});

/**
 * A value with what MT5 says of its event. Figures are MT5's: times 1,000,000, and -2^63 where there is none. Times are
 * broker times by the server's offset of today, whatever it was on that day.
 */
const CalendarValue = record("CalendarValueRecord", {
  value: u64,
  event: u64,
  timeMs: ms,
  periodMs: ms,
  revision: i32,
  actual: i64,
  forecast: i64,
  previous: i64,
  revisedPrevious: i64,
  impact: code(CalendarImpact),
  kind: code(CalendarKind),
  importance: code(CalendarImportance),
  timeMode: code(CalendarTimeMode),
  unit: code(CalendarUnit),
  multiplier: code(CalendarMultiplier),
  digits: u8,
  country: text(8),
  currency: text(8),
  name: text(128),
});

export const CalendarValues = message("CalendarValues", {
  code: 101,
  from: "ea",
  socket: "data",
  doc: "Values of a request, `part` from 0 without a hole.",
  fields: { request: u32, part: u32 },
  items: CalendarValue,
});

export const CalendarEnd = message("CalendarEnd", {
  code: 102,
  from: "ea",
  socket: "data",
  doc: "Ends a request after `total` values. `error` is MQL5's GetLastError(), or 65537 for a span of more than 93 days.",
  fields: { request: u32, status: code(HistoryStatus), total: u32, error: u32 },
});

export const CalendarChanged = message("CalendarChanged", {
  code: 103,
  from: "ea",
  socket: "data",
  doc: "Values that changed since, of a request that is followed.",
  fields: { request: u32 },
  items: CalendarValue,
});
