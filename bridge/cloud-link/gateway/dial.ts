import { SOCKET_PROOF } from "#shared/sync/frames.ts";
import { CloudFault, type SyncConnection } from "../durable/sync-connection.ts";
import { tokenHash } from "../identity/device-key.ts";

const CONNECT_MS = 20_000;
const ANSWER_MS = 30_000;

export interface DialParts {
  readonly url: string;
  readonly token: () => Promise<string>;
  /** This access token is not taken any more. */
  readonly refused: (token: string) => void;
  readonly sign: (purpose: string, content: unknown) => Promise<string>;
  /** What the cloud says of itself. @param answer undefined when it wants none */
  readonly heard: (event: string, body: unknown, answer: ((reply: unknown) => void) | undefined) => void;
}

/** Opens a socket to the gateway as this device. @throws CloudFault with the cloud's own code, or UNREACHABLE. */
export async function dialGateway({ url, token, refused, sign, heard }: DialParts): Promise<SyncConnection> {
  const access = await token();
  const proof = await sign(SOCKET_PROOF, { tth: tokenHash(access) });
  // Loaded with the first connection: who has no cloud does not wait for it.
  const { io } = await import("socket.io-client");
  const socket = io(url, {
    transports: ["websocket"],
    // In the first packet after the handshake, never in an address: addresses are logged.
    auth: { token: access, proof },
    // The lanes wait and come again by themselves, with a new token.
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_MS,
  });
  socket.onAny((event: string, ...given: unknown[]) => {
    const last = given.at(-1);
    const answer = typeof last === "function" ? (last as (reply: unknown) => void) : undefined;
    heard(event, given[0], answer);
  });
  const ended = new Promise<string>((resolve) => {
    socket.once("disconnect", (why, details) => resolve(`The connection ended (${closeReason(details) ?? why}).`));
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new CloudFault("TIMEOUT", "The cloud's gateway does not answer.")),
        CONNECT_MS,
      );
      socket.once("connect", () => {
        clearTimeout(late);
        resolve();
      });
      socket.once("connect_error", (fault) => {
        clearTimeout(late);
        const code = /^[A-Z_]{3,40}$/.test(fault.message) ? fault.message : "UNREACHABLE";
        reject(new CloudFault(code, code === "UNREACHABLE" ? "The cloud's gateway does not answer." : code));
      });
    });
  } catch (fault) {
    socket.disconnect();
    // Ended elsewhere before its time: the next try comes with a new one, or learns that the sign-in is over.
    if (fault instanceof CloudFault && fault.code === "UNAUTHENTICATED") refused(access);
    throw fault;
  }
  return {
    ended,
    ask: async (event, body) => {
      try {
        return (await socket.timeout(ANSWER_MS).emitWithAck(event, body)) as unknown;
      } catch (fault) {
        throw new CloudFault("TIMEOUT", "The cloud did not answer in time.", { cause: fault });
      }
    },
    close: () => void socket.disconnect(),
  };
}

/** The gateway's own word for why it closed the connection, where it gave one. */
function closeReason(details: unknown): string | undefined {
  const { context } = (details ?? {}) as { readonly context?: { readonly reason?: unknown } };
  const reason = context?.reason;
  return typeof reason === "string" && /^[A-Z_]{3,40}$/.test(reason) ? reason : undefined;
}
