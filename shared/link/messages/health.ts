import { LeaseStatus, Severity } from "../codes.ts";
import { bool, bytes, code, i32, message, ms, text, u32, u64 } from "../schema.ts";

export const Heartbeat = message("Heartbeat", {
  code: 20,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "Sent every `heartbeatMs`: the program is alive, and how its terminal is doing.",
  fields: {
    /** GetMicrosecondCount() at sending; echoed for the round trip. */
    sentUs: u64,
    /** TimeTradeServer() in ms, broker clock. */
    brokerMs: ms,
    /** TimeGMT() in ms. */
    utcMs: ms,
    /** Last quote of any subscribed symbol, broker ms; 0 = none yet. */
    lastQuoteMs: ms,
    brokerConnected: bool,
    algoTradingAllowed: bool,
    /** TERMINAL_PING_LAST in microseconds; -1 unknown. */
    brokerPingUs: i32,
    /** Longest time between two passes of the program's loop since the last heartbeat, ms. */
    worstLoopMs: u32,
    /** Tick frames sent and not yet acknowledged, all streams. */
    unacked: u32,
  },
});

export const HeartbeatEcho = message("HeartbeatEcho", {
  code: 21,
  from: "bridge",
  socket: "control",
  frozen: true,
  doc: "Answers Heartbeat at once: the program measures the hop, and knows that the bridge lives.",
  fields: { sentUs: u64, bridgeEpoch: u64 },
});

export const Lease = message("Lease", {
  code: 22,
  from: "bridge",
  socket: "control",
  frozen: true,
  doc: "The risk engine's promise that it watches this account; renewed every second. Refused with staleEpoch when `bridgeEpoch` is lower than one seen before.",
  fields: {
    bridgeEpoch: u64,
    login: u64,
    server: text(64),
    renewal: u64,
    ttlMs: u32,
    /** On lapse close the session's positions, not only refuse new risk. */
    flattenOnLapse: bool,
  },
});

export const LeaseState = message("LeaseState", {
  code: 23,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "Sent on every change: whether the program holds a lease, and of which epoch.",
  fields: { status: code(LeaseStatus), bridgeEpoch: u64, renewal: u64, highestEpoch: u64 },
});

export const OffsetChanged = message("OffsetChanged", {
  code: 24,
  from: "ea",
  socket: "control",
  doc: "The broker's clock moved against UTC (DST, or a corrected server).",
  fields: { oldOffsetS: i32, newOffsetS: i32, brokerMs: ms, utcMs: ms },
});

export const Ping = message("Ping", {
  code: 25,
  from: "bridge",
  socket: "control",
  doc: "A command with no effect, answered by Pong from the same code path as every command; measures the round trip.",
  fields: { id: u64, payload: bytes(32) },
});

export const Pong = message("Pong", {
  code: 26,
  from: "ea",
  socket: "control",
  doc: "Answers Ping.",
  fields: { id: u64, payload: bytes(32) },
});

export const Notice = message("Notice", {
  code: 27,
  from: "ea",
  socket: "control",
  doc: "Something the trader or the log should know, with a stable code.",
  fields: { severity: code(Severity), noticeCode: text(32), message: text(160) },
});
