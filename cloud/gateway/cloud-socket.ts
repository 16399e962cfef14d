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

/** Bytes that wait for a desktop to read: in the WebSocket, and in Engine.IO's own line behind it, which grows once it is full. */
function waitingBytes(socket: CloudSocket): number {
  const { transport, writeBuffer } = socket.conn as unknown as {
    transport: { socket?: WebSocket };
    writeBuffer: readonly { readonly data?: string | Uint8Array }[];
  };
  return writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), transport.socket?.bufferedAmount ?? 0);
}

/** @returns whether more may be sent now; a stalled reader is cut off. */
export function mayWrite(socket: CloudSocket): boolean {
  const waiting = waitingBytes(socket);
  if (waiting > STALLED_BYTES) socket.disconnect(true);
  return waiting <= LAG_BYTES;
}
