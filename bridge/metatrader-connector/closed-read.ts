import type { Router } from "zeromq";

/**
 * What a loop over a socket threw because the socket was closed. ZeroMQ.js ends such loops by itself, but not one whose
 * next read it had put off, as it does after 512 messages in a row: that read meets no socket any more.
 * @throws `error` when it is anything else.
 */
export function closedRead(socket: Router, error: unknown): void {
  if (!socket.closed || !(error instanceof Error) || !("code" in error) || error.code !== "ENOTSOCK") throw error;
}
