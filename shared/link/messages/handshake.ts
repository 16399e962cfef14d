import { ByeReason, MarginMode, PairStatus, RefusalCode, Role, TradeMode } from "../codes.ts";
import { bool, bytes, code, i32, message, ms, text, u8, u16, u32, u64 } from "../schema.ts";

/** Sent by a program whose key the bridge does not know; the only frame such a key may send. */
export const PairRequest = message("PairRequest", {
  code: 1,
  from: "ea",
  socket: "control",
  doc: "Asks to be paired; repeats every second until confirmed or refused.",
  fields: {
    pairingCode: text(32),
    publicKey: text(41),
    login: u64,
    server: text(64),
    company: text(64),
    accountName: text(64),
    currency: text(16),
    tradeMode: code(TradeMode),
    terminalBuild: u32,
    programVersion: text(16),
    protocol: u8,
  },
});

export const PairReply = message("PairReply", {
  code: 2,
  from: "bridge",
  socket: "control",
  doc: "Answers PairRequest. Only `confirmed` carries terminal id and link secret, which the EA keeps in its own MQL5/Files.",
  fields: {
    status: code(PairStatus),
    reason: u8,
    terminal: bytes(16),
    secret: bytes(32),
    message: text(128),
  },
});

/** First frame of a role's control socket. */
export const Hello = message("Hello", {
  code: 3,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "Opens a session: who this program is, which account its terminal is logged in to, what it can do.",
  fields: {
    terminal: bytes(16),
    secret: bytes(32),
    role: code(Role),
    protocolMin: u8,
    protocolMax: u8,
    login: u64,
    server: text(64),
    company: text(64),
    accountName: text(64),
    currency: text(16),
    currencyDigits: u8,
    marginMode: code(MarginMode),
    tradeMode: code(TradeMode),
    leverage: u32,
    /** Seconds the broker's clock is ahead of UTC. */
    utcOffsetS: i32,
    terminalBuild: u32,
    programVersion: text(16),
    libzmqVersion: text(16),
    algoTradingAllowed: bool,
    brokerConnected: bool,
  },
});

/** First frame of a role's data socket; header.session must equal the control socket's. */
export const Attach = message("Attach", {
  code: 4,
  from: "ea",
  socket: "data",
  doc: "Ties the data socket to the session that Hello opened.",
  fields: { terminal: bytes(16), secret: bytes(32), role: code(Role) },
});

export const Welcome = message("Welcome", {
  code: 5,
  from: "bridge",
  socket: "control",
  frozen: true,
  doc: "Accepts Hello. reduceOnly is set on a version mismatch.",
  fields: {
    protocol: u8,
    reduceOnly: bool,
    /** Grows at every start of the bridge; lower epochs are fenced off. */
    bridgeEpoch: u64,
    heartbeatMs: u32,
    /** The EA takes the bridge for dead after this silence and reconnects. */
    silenceMs: u32,
    maxUnackedFrames: u16,
    bridgeVersion: text(16),
    utcMs: ms,
  },
});

export const Attached = message("Attached", {
  code: 6,
  from: "bridge",
  socket: "data",
  doc: "Accepts Attach; ticks may flow.",
  fields: { bridgeEpoch: u64 },
});

export const Refused = message("Refused", {
  code: 7,
  from: "bridge",
  socket: "control",
  frozen: true,
  doc: "The frame was refused. On helloRequired the program opens a new session; on the others it shows the words and backs off. Sent on the socket that was used.",
  fields: { reason: code(RefusalCode), refusedType: u8, message: text(128) },
});

export const Bye = message("Bye", {
  code: 8,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "The program leaves in order (OnDeinit).",
  fields: { reason: code(ByeReason) },
});

export const BridgeBye = message("BridgeBye", {
  code: 9,
  from: "bridge",
  socket: "control",
  doc: "The bridge stops in order; the program keeps its cursors and reconnects.",
  fields: { retryAfterMs: u32 },
});

export const RotateKey = message("RotateKey", {
  code: 10,
  from: "bridge",
  socket: "control",
  doc: "Asks the terminal for a new CURVE key pair.",
  fields: { nonce: bytes(16) },
});

export const NewKey = message("NewKey", {
  code: 11,
  from: "ea",
  socket: "control",
  doc: "The new public key, sent over the link that the old key protects. Both keys are valid until the new one is seen in a Hello.",
  fields: { nonce: bytes(16), publicKey: text(41) },
});

export const NewKeyKept = message("NewKeyKept", {
  code: 12,
  from: "bridge",
  socket: "control",
  doc: "The bridge has stored the new key and secret; the program stores them, then reconnects with them.",
  fields: { nonce: bytes(16), secret: bytes(32) },
});
