import { Context } from "zeromq";
import { FairleadError } from "#shared/contract/errors.ts";
import { Admissions } from "./admissions.ts";
import type { Keyring, LinkTransport, TransportHandlers } from "./transport.ts";
import { ZapHandler } from "./zap-handler.ts";
import { ZmqSocket } from "./zmq-socket.ts";

export interface ZmqTransportOptions {
  /** Port of the control socket, 0 = any; data takes the next one. */
  readonly port: number;
  readonly serverSecretKey: string;
  readonly keyring: Keyring;
  /** A handshake that no Hello or Attach has claimed for this long proves nothing any more. */
  readonly claimWindowMs?: number;
}

/**
 * Contexts of transports that are not closed yet. ZeroMQ.js shuts a context down when nobody refers to it any more, and a
 * closed socket does not: a garbage collection between its close and its monitor's last word took that word away, and
 * whoever waited for it waited for ever.
 */
const inUse = new Set<Context>();

/** The link's two ROUTERs on loopback, CURVE always on, in a ZeroMQ context of their own. */
export class ZmqTransport implements LinkTransport {
  readonly endpoints: { readonly control: string; readonly data: string };
  readonly #context: Context;
  readonly #zap: ZapHandler;
  readonly #sockets: readonly ZmqSocket[];

  private constructor(
    context: Context,
    zap: ZapHandler,
    sockets: readonly ZmqSocket[],
    endpoints: ZmqTransport["endpoints"],
  ) {
    this.#context = context;
    this.#zap = zap;
    this.#sockets = sockets;
    this.endpoints = endpoints;
    inUse.add(context);
  }

  /** @throws FairleadError PORT_IN_USE. */
  static async open(options: ZmqTransportOptions): Promise<ZmqTransport> {
    const context = new Context();
    const admissions = new Admissions(options.claimWindowMs ?? 15_000, () => performance.now());
    const zap = new ZapHandler(context, options.keyring, admissions);
    const control = new ZmqSocket("control", context, options.serverSecretKey, admissions);
    const data = new ZmqSocket("data", context, options.serverSecretKey, admissions);
    try {
      await zap.bind();
      const endpoints = {
        control: await bind(control, options.port),
        data: await bind(data, options.port === 0 ? 0 : options.port + 1),
      };
      return new ZmqTransport(context, zap, [control, data], endpoints);
    } catch (error) {
      await Promise.all([control.close(), data.close(), zap.close()]);
      throw error;
    }
  }

  start(handlers: TransportHandlers): void {
    this.#zap.start(handlers);
    for (const socket of this.#sockets) socket.start(handlers);
  }

  async close(): Promise<void> {
    try {
      await Promise.all([...this.#sockets.map((socket) => socket.close()), this.#zap.close()]);
    } finally {
      inUse.delete(this.#context);
    }
  }
}

/** EACCES: below 1024 without the right, or reserved by the system (Windows keeps ranges for Hyper-V). */
const PORT_FAULTS: ReadonlySet<unknown> = new Set(["EADDRINUSE", "EACCES"]);

async function bind(socket: ZmqSocket, port: number): Promise<string> {
  try {
    return await socket.bind(port);
  } catch (error) {
    if (error instanceof Error && "code" in error && PORT_FAULTS.has(error.code)) {
      throw new FairleadError(
        "PORT_IN_USE",
        `Port ${port} of 127.0.0.1, wanted for the MT5 link, is taken or reserved by this system.`,
        { port },
      );
    }
    throw error;
  }
}
