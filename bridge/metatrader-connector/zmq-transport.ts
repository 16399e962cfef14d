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

/** The link's two ROUTERs on loopback, CURVE always on, in a ZeroMQ context of their own. */
export class ZmqTransport implements LinkTransport {
  readonly endpoints: { readonly control: string; readonly data: string };
  readonly #zap: ZapHandler;
  readonly #sockets: readonly ZmqSocket[];

  private constructor(zap: ZapHandler, control: ZmqSocket, data: ZmqSocket, endpoints: ZmqTransport["endpoints"]) {
    this.#zap = zap;
    this.#sockets = [control, data];
    this.endpoints = endpoints;
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
      return new ZmqTransport(zap, control, data, endpoints);
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
    await Promise.all([...this.#sockets.map((socket) => socket.close()), this.#zap.close()]);
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
