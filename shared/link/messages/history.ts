import { HistoryStatus, TickLayout, TimeframeCode } from "../codes.ts";
import { code, f64, i32, message, ms, record, text, u16, u32, u64 } from "../schema.ts";

export const HistoryTicksRequest = message("HistoryTicksRequest", {
  code: 60,
  from: "bridge",
  socket: "control",
  doc: "Asks for MT5's ticks with fromMs <= time <= toMs. `credit` frames may be sent before HistoryCredit grants more.",
  fields: { request: u32, symbol: text(32), fromMs: ms, toMs: ms, credit: u16 },
});

export const HistoryTicks = message("HistoryTicks", {
  code: 61,
  from: "ea",
  socket: "data",
  doc: "Ticks of a history request, items as in Ticks; `part` counts from 0.",
  fields: { request: u32, part: u32, baseMs: ms, layout: code(TickLayout) },
});

export const HistoryBarsRequest = message("HistoryBarsRequest", {
  code: 62,
  from: "bridge",
  socket: "control",
  doc: "Asks for MT5's bars that open in [fromMs, toMs] (broker time).",
  fields: { request: u32, symbol: text(32), timeframe: code(TimeframeCode), fromMs: ms, toMs: ms, credit: u16 },
});

const Bar = record("BarRecord", {
  timeMs: ms,
  open: f64,
  high: f64,
  low: f64,
  close: f64,
  tickVolume: u64,
  spread: i32,
  realVolume: u64,
});

export const HistoryBars = message("HistoryBars", {
  code: 63,
  from: "ea",
  socket: "data",
  doc: "Bars of a history request; `part` counts from 0.",
  fields: { request: u32, part: u32 },
  items: Bar,
});

export const HistoryCredit = message("HistoryCredit", {
  code: 64,
  from: "bridge",
  socket: "control",
  doc: "Grants further frames of a history request; 0 cancels it.",
  fields: { request: u32, credit: u16 },
});

export const HistoryEnd = message("HistoryEnd", {
  code: 65,
  from: "ea",
  socket: "data",
  doc: "Closes a history request. `error` is MQL5's GetLastError() when it failed.",
  fields: { request: u32, status: code(HistoryStatus), total: u64, error: u32 },
});
