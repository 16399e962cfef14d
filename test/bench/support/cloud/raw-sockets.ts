import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { CompactSign } from "jose";
import { WebSocket } from "ws";
import { SOCKET_PROOF } from "#shared/sync/frames.ts";

/** A device key, its public half as the login takes it, and proofs for tokens. */
export class LoadKey {
  readonly publicKey: string;
  readonly #key: KeyObject;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    this.publicKey = String(publicKey.export({ format: "jwk" })["x"]);
    this.#key = privateKey;
  }

  proof(token: string): Promise<string> {
    const tth = createHash("sha256").update(token).digest("base64url");
    return new CompactSign(Buffer.from(JSON.stringify({ tth })))
      .setProtectedHeader({ alg: "EdDSA", typ: SOCKET_PROOF })
      .sign(this.#key);
  }
}

/**
 * A Socket.IO connection by hand over a bare WebSocket (Engine.IO protocol 4, Socket.IO protocol 5): ten thousand of the
 * real client would weigh more than the server they measure. Answers pings; asks with acknowledgements.
 */
export class RawSocket {
  readonly #socket: WebSocket;
  readonly #asked = new Map<number, (answer: unknown) => void>();
  #next = 0;
  #hear: (name: string, body: unknown) => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** @param from local address: one has 28,000 ports, and connections that ended hold theirs for a while. */
  static open(url: string, auth: { token: string; proof: string }, from = "127.0.0.1"): Promise<RawSocket> {
    const address = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { perMessageDeflate: false, localAddress: from });
    const raw = new RawSocket(socket);
    return new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("close", (code) => reject(new Error(`The connection was closed with ${code}.`)));
      socket.on("message", (bytes: Buffer) => {
        const text = bytes.toString();
        if (text === "2") socket.send("3");
        else if (text.startsWith("0")) socket.send(`40${JSON.stringify(auth)}`);
        else if (text.startsWith("40")) resolve(raw);
        else if (text.startsWith("44")) reject(new Error(text));
        else if (text.startsWith("43")) raw.#answered(text);
        else if (text.startsWith("42")) raw.#hear(...(JSON.parse(text.slice(2)) as [string, unknown]));
      });
    });
  }

  ask(name: string, body: unknown): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#socket.send(`42${id}${JSON.stringify([name, body])}`);
    });
  }

  /** Listens to what comes by itself. */
  hear(listener: (name: string, body: unknown) => void): void {
    this.#hear = listener;
  }

  /** Reads nothing more from now on; the kernel's buffers fill, then the server's. */
  stall(): void {
    this.#socket.pause();
  }

  /** Reads on. */
  read(): void {
    this.#socket.resume();
  }

  /** Whether the server, or the network, has not ended it. */
  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  end(): void {
    this.#socket.terminate();
  }

  #answered(text: string): void {
    const [, id = "", json = "[]"] = /^43(\d+)(.*)$/s.exec(text) ?? [];
    this.#asked.get(Number(id))?.((JSON.parse(json) as unknown[])[0]);
    this.#asked.delete(Number(id));
  }
}
