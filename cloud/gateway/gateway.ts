import type { Server as HttpServer } from "node:http";
import { sql } from "kysely";
import { Server, type Socket } from "socket.io";
import { SOCKET_PROOF, SYNC_EVENTS, SYNC_LIMITS, type SyncRefusal } from "#shared/sync/frames.ts";
import { Problem } from "../http/problem.ts";
import { ACCESS_SECONDS } from "../identity/access-tokens.ts";
import { authenticate } from "../identity/authenticate.ts";
import { openProof, tokenHash } from "../identity/device-proof.ts";
import { Ingest, type Sender } from "../ingest/ingest.ts";
import type { CloudParts } from "../parts.ts";

/** How long an ended sign-in may go on sending at most. */
const REVOCATION_MS = 5_000;
/** What one message may weigh: a frame and its envelope. */
const MOST_BYTES = 256 * 1_024;

interface SocketData {
  sender: Sender;
  sessionId: string;
  inFlight: number;
}

type CloudSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>;
type Answer = (answer: unknown) => void;

/** Live connections of desktops. Each is a signed-in device that proved its key; it sends up the durable lane. */
export class Gateway {
  readonly #parts: CloudParts;
  readonly #io: Server;
  readonly #ingest: Ingest;
  readonly #timer: NodeJS.Timeout;
  readonly #working = new Set<Promise<unknown>>();

  constructor(parts: CloudParts, http: HttpServer, revocationMs: number = REVOCATION_MS) {
    this.#parts = parts;
    this.#ingest = new Ingest(parts.database, parts.clock);
    this.#io = new Server(http, {
      transports: ["websocket"],
      serveClient: false,
      maxHttpBufferSize: MOST_BYTES,
      perMessageDeflate: false,
      httpCompression: false,
      // Browsers' pages have no business here: desktops send no Origin.
      allowRequest: (request, decide) => decide(null, request.headers.origin === undefined),
    });
    this.#io.use((socket, next) => void this.#judge(socket as CloudSocket, next));
    this.#io.on("connection", (socket) => this.#serve(socket as CloudSocket));
    this.#timer = setInterval(() => void this.#endRevoked(), revocationMs);
    this.#timer.unref();
  }

  get sockets(): number {
    return this.#io.engine.clientsCount;
  }

  /** Closes every connection; what was being written is finished first, so that its acknowledgement tells the truth. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.allSettled(this.#working);
    this.#io.disconnectSockets(true);
    await this.#io.close();
  }

  async #judge(socket: CloudSocket, next: (fault?: Error) => void): Promise<void> {
    try {
      await this.#admit(socket);
    } catch (fault) {
      if (!(fault instanceof Problem)) this.#parts.log.error({ err: fault }, "a connection could not be judged");
      return next(new Error(fault instanceof Problem ? fault.code : "INTERNAL"));
    }
    return next();
  }

  async #admit(socket: CloudSocket): Promise<void> {
    const { token, proof } = socket.handshake.auth as { token?: unknown; proof?: unknown };
    if (typeof token !== "string" || typeof proof !== "string" || token.length > 2_000 || proof.length > 2_000) {
      throw new Problem("UNAUTHENTICATED");
    }
    const { principal } = await authenticate(this.#parts, token);
    const { userId, tenantId, deviceId, sessionId } = principal;
    if (deviceId === undefined || sessionId === undefined) throw new Problem("FORBIDDEN");
    const device = await this.#parts.database.auth
      .selectFrom("identity.devices")
      .select("public_key")
      .where("user_id", "=", userId)
      .where("device_id", "=", deviceId)
      .executeTakeFirst();
    const key = device?.public_key ?? undefined;
    const signed = key === undefined ? undefined : await openProof(key, SOCKET_PROOF, proof);
    if (signed?.["tth"] !== tokenHash(token)) throw new Problem("DEVICE_PROOF_WRONG");
    socket.data.sender = { tenantId, userId, deviceId };
    socket.data.sessionId = sessionId;
    socket.data.inFlight = 0;
  }

  #serve(socket: CloudSocket): void {
    void socket.join(`session:${socket.data.sessionId}`);
    // The token that opened it has ended by then: the desktop comes again with a new one.
    const end = setTimeout(() => socket.disconnect(true), ACCESS_SECONDS * 1_000);
    end.unref();
    socket.on("disconnect", () => clearTimeout(end));
    const { sender } = socket.data;
    this.#answer(socket, SYNC_EVENTS.hello, (input) => this.#ingest.hello(sender, input));
    this.#answer(socket, SYNC_EVENTS.frame, (input) => this.#ingest.frame(sender, input));
  }

  /** Answers each message once. A fault of ours is `BUSY`: nothing was committed, so the same may be sent again. */
  #answer(socket: CloudSocket, name: string, work: (input: unknown) => Promise<unknown>): void {
    socket.on(
      name as never,
      ((input: unknown, answer: unknown) => {
        if (typeof answer !== "function") return;
        const reply = answer as Answer;
        if (socket.data.inFlight >= SYNC_LIMITS.framesInFlight)
          return reply(busy("More is under way than the credit allows."));
        socket.data.inFlight += 1;
        const run = work(input)
          .then(reply, (fault: unknown) => {
            this.#parts.log.error({ err: fault }, "a frame could not be written");
            reply(busy("The cloud could not write it."));
          })
          .finally(() => {
            socket.data.inFlight -= 1;
            this.#working.delete(run);
          });
        this.#working.add(run);
      }) as never,
    );
  }

  async #endRevoked(): Promise<void> {
    const ids = [...this.#io.sockets.sockets.values()].map((socket) => (socket as CloudSocket).data.sessionId);
    if (ids.length === 0) return;
    try {
      const { rows } = await sql<{ id: string }>`
        select w.id from unnest(${ids}::uuid[]) w(id)
          left join identity.sessions s on s.session_id = w.id left join identity.users u on u.user_id = s.user_id
        where s.session_id is null or s.revoked_at is not null or u.account_status <> 'active'`.execute(
        this.#parts.database.auth,
      );
      for (const { id } of rows) this.#io.in(`session:${id}`).disconnectSockets(true);
    } catch (fault) {
      this.#parts.log.warn({ err: fault }, "ended sign-ins could not be looked up");
    }
  }
}

function busy(detail: string): SyncRefusal {
  return { ok: false, code: "BUSY", detail };
}
