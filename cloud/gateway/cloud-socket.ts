import type { Socket } from "socket.io";
import type { Sender } from "../ingest/ingest.ts";
import type { Wire } from "./reader-budget.ts";

/** What the gateway keeps of a connection: little, there are ten thousand of them. */
export interface SocketData {
  sender: Sender;
  sessionId: string;
  inFlight: number;
  /** Accounts this desktop acts for, as `accountKey` names them. */
  accounts: ReadonlySet<string>;
  /** UTC ms of the last account state that was written. */
  stateAt: number;
  /** How far its feed is; undefined until it opened one. */
  cursor: number | undefined;
  /** How often it opened its feed: what was begun for an earlier opening ends. */
  openings: number;
  isFeeding: boolean;
  /** The feed grew, or the reader read, while it was being sent. */
  hasNews: boolean;
  /** Sending goes on when the reader has read. */
  isHeld: boolean;
}

export type CloudSocket = Socket<
  Record<string, never>,
  Record<string, (...args: never[]) => void>,
  Record<string, never>,
  SocketData
>;

/** The one name of a broker's account: `login@server`. */
export function accountKey(server: string, login: number): string {
  return `${login}@${server}`;
}

/** The connection under a socket. */
export function wireOf(socket: CloudSocket): Wire {
  return socket.conn as unknown as Wire;
}
