import type { Socket } from "socket.io";
import type { WebSocket } from "ws";
import type { Sender } from "../ingest/ingest.ts";

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
  isFeeding: boolean;
}

export type CloudSocket = Socket<
  Record<string, never>,
  Record<string, (...args: never[]) => void>,
  Record<string, never>,
  SocketData
>;

export function accountKey(server: string, login: number): string {
  return `${login}@${server}`;
}

/** A reader that lags by more than this is sent nothing that can wait. */
const LAG_BYTES = 262_144;
/** One that lags by more than this is cut off: it comes again, and reads on from its cursor. */
const STALLED_BYTES = 1_048_576;

/** Bytes that wait for a desktop to read. */
function waitingBytes(socket: CloudSocket): number {
  const { socket: raw } = socket.conn.transport as unknown as { socket?: WebSocket };
  return raw?.bufferedAmount ?? 0;
}

/** @returns whether more may be sent now; a stalled reader is cut off. */
export function mayWrite(socket: CloudSocket): boolean {
  const waiting = waitingBytes(socket);
  if (waiting > STALLED_BYTES) socket.disconnect(true);
  return waiting <= LAG_BYTES;
}
