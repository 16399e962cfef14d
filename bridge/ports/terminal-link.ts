import type { Role } from "#shared/link/codes.ts";
import type { AnyFrame, Body } from "#shared/link/frame.ts";
import type { MessageName } from "#shared/link/messages.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import type { AccountRecord } from "./terminal-registry.ts";

export type RoleName = keyof typeof Role.values;

/** Messages that the bridge sends (test/unit/connector-messages.test.ts holds this to the schema). */
export const BRIDGE_MESSAGES = [
  "PairReply",
  "Welcome",
  "Attached",
  "Refused",
  "BridgeBye",
  "RotateKey",
  "NewKeyKept",
  "HeartbeatEcho",
  "Lease",
  "Ping",
  "SymbolListRequest",
  "Subscribe",
  "Unsubscribe",
  "TickAck",
  "DigestRequest",
  "HistoryTicksRequest",
  "HistoryBarsRequest",
  "HistoryCredit",
  "BookFollow",
  "CalendarRequest",
  "TradeOwner",
  "TradeCommand",
  "TradeQuery",
  "TradeHistoryRequest",
  "Guard",
  "Flatten",
] as const satisfies readonly MessageName[];
export type BridgeMessage = (typeof BRIDGE_MESSAGES)[number];

/** One open session of one program in a terminal: both sockets are up and the program is who it says it is. */
export interface TerminalLink {
  readonly terminal: TerminalId;
  readonly terminalName: string;
  readonly kind: "paper" | "mt5";
  readonly role: RoleName;
  /** The account the terminal is logged in to; another login is another session. */
  readonly account: AccountRecord;
  /** True when versions differ: only the frozen messages may be used. */
  readonly reduceOnly: boolean;
  /** Seconds the broker's clock is ahead of UTC, as last reported. */
  readonly utcOffsetS: number;
  readonly open: boolean;
  /** Sends one message on the socket that the schema names. A frame that cannot be delivered ends the session. */
  send<N extends BridgeMessage>(name: N, body: Body<N>): void;
  /** Every stream has been taken up again: the link is live from now on. */
  markSynchronised(): void;
  /** Ends the session: the program must say Hello again. */
  restart(why: string): void;
}

/** What a service hears of the links; calls come in order of arrival and must not throw. */
export interface TerminalLinkListener {
  /** Both sockets are up. */
  opened?(link: TerminalLink): void;
  /** After `opened`; or a reduce-only session, which need not have a data socket and may so never have been opened. */
  closed?(link: TerminalLink, reason: string): void;
  /** Frames of the data socket were lost between the program and us: streams must be taken up at their cursors. */
  framesLost?(link: TerminalLink, count: number): void;
  /** A live tick frame (message Ticks) whose header was checked; `bytes` is the whole frame. The hot path. */
  ticks?(link: TerminalLink, bytes: Uint8Array): void;
  /** Every other message. */
  frame?(link: TerminalLink, frame: AnyFrame): void;
}
