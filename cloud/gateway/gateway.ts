import type { Server as HttpServer } from "node:http";
import { sql } from "kysely";
import { Server } from "socket.io";
import { FEED_EVENTS } from "#shared/sync/feed.ts";
import { SYNC_EVENTS, SYNC_LIMITS, type SyncRefusal } from "#shared/sync/frames.ts";
import { LANE_EVENTS } from "#shared/sync/lanes.ts";
import { LIVE_EVENTS } from "#shared/sync/live.ts";
import type { Hint } from "../bus/bus.ts";
import { readFeed } from "../feed/feed.ts";
import { Problem } from "../http/problem.ts";
import { ACCESS_SECONDS } from "../identity/access-tokens.ts";
import type { Uplink } from "../ingest/uplink.ts";
import type { CloudParts } from "../parts.ts";
import { RemoteDesk } from "../remote/remote-desk.ts";
import { admitSocket } from "./admit-socket.ts";
import { accountKey, type CloudSocket, wireOf } from "./cloud-socket.ts";
import { FeedSender } from "./feed-sender.ts";
import { holdToBudget, mayWrite, type Wire } from "./reader-budget.ts";

/** How long an ended sign-in may go on sending at most, and a lost hint keeps news of the feed back. */
const LOOK_MS = 5_000;
/** How long a connection may take to say who it is. */
const SIGN_IN_MS = 10_000;
/** Sockets told to go at once when this process ends; those after them a moment later, so that they spread. */
const SLICE = 500;

type Answer = (answer: unknown) => void;

/** Live connections of desktops. Each is a signed-in device that proved its key. */
export class Gateway {
  readonly #parts: CloudParts;
  readonly #io: Server;
  readonly #uplink: Uplink;
  readonly #feed: FeedSender;
  readonly #desk: RemoteDesk;
  readonly #timer: NodeJS.Timeout;
  readonly #deaf: () => void;
  readonly #working = new Set<Promise<unknown>>();
  readonly #byTenant = new Map<string, Set<CloudSocket>>();
  /** Connections that have said who they are. */
  readonly #known = new WeakSet<object>();

  constructor(parts: CloudParts, http: HttpServer, uplink: Uplink, lookMs: number = LOOK_MS) {
    const { database, clock, log, bus } = parts;
    this.#parts = parts;
    this.#uplink = uplink;
    this.#feed = new FeedSender(
      (who, cursor, most) => readFeed(database, who, cursor, most),
      (fault) => log.warn({ err: fault }, "a feed could not be read"),
    );
    this.#desk = new RemoteDesk(database, bus, clock, (tenantId) => this.#byTenant.get(tenantId) ?? []);
    this.#io = new Server(http, {
      transports: ["websocket"],
      serveClient: false,
      // Other addresses have WebSockets of their own (cloud/live), which also turns away what is nobody's.
      destroyUpgrade: false,
      maxHttpBufferSize: SYNC_LIMITS.bytesPerMessage,
      perMessageDeflate: false,
      httpCompression: false,
      connectTimeout: SIGN_IN_MS,
      // Browsers' pages have no business here: desktops send no Origin.
      allowRequest: (request, decide) => decide(null, request.headers.origin === undefined),
    });
    this.#io.engine.on("connection", (wire: Wire & { request: unknown }) => {
      // Each connection would keep its whole handshake for as long as it lasts.
      wire.request = null;
      holdToBudget(wire);
    });
    this.#io.use((socket, next) => void this.#judge(socket as CloudSocket, next));
    this.#io.on("connection", (socket) => this.#serve(socket as CloudSocket));
    this.#deaf = bus.listen((hint) => this.#hear(hint));
    this.#timer = setInterval(() => void this.#look(), lookMs);
    this.#timer.unref();
  }

  get sockets(): number {
    return this.#io.engine.clientsCount;
  }

  /** Frames that wait to be written. */
  get waitingFrames(): number {
    return this.#uplink.waiting;
  }

  /** Closes every connection; what was being written is finished first, so that its acknowledgement tells the truth. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#deaf();
    this.#io.emit("draining", {});
    await Promise.allSettled(this.#working);
    const all = [...this.#io.sockets.sockets.values()];
    for (let at = 0; at < all.length; at += SLICE) {
      for (const socket of all.slice(at, at + SLICE)) socket.disconnect(true);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await this.#io.close();
  }

  async #judge(socket: CloudSocket, next: (fault?: Error) => void): Promise<void> {
    // Once a connection: each further time would cost a signature, and a socket with lanes of its own.
    if (this.#known.has(socket.conn)) {
      socket.conn.close(true);
      return next(new Error("FORBIDDEN"));
    }
    this.#known.add(socket.conn);
    try {
      await admitSocket(this.#parts, socket);
    } catch (fault) {
      if (!(fault instanceof Problem)) this.#parts.log.error({ err: fault }, "a connection could not be judged");
      return next(new Error(fault instanceof Problem ? fault.code : "INTERNAL"));
    }
    return next();
  }

  #serve(socket: CloudSocket): void {
    const { sender, sessionId } = socket.data;
    void socket.join(`session:${sessionId}`);
    const mine = this.#byTenant.get(sender.tenantId) ?? new Set();
    this.#byTenant.set(sender.tenantId, mine.add(socket));
    // The token that opened it has ended by then: the desktop comes again with a new one.
    const end = setTimeout(() => socket.disconnect(true), ACCESS_SECONDS * 1_000);
    end.unref();
    socket.on("disconnect", () => {
      clearTimeout(end);
      mine.delete(socket);
      if (mine.size === 0) this.#byTenant.delete(sender.tenantId);
    });
    this.#answer(socket, SYNC_EVENTS.hello, (input) => this.#uplink.hello(sender, input));
    this.#answer(socket, SYNC_EVENTS.frame, (input) => this.#uplink.frame(sender, input));
    this.#answer(socket, LANE_EVENTS.state, (input) => this.#state(socket, input));
    this.#answer(socket, LANE_EVENTS.blob, (input) => this.#uplink.blob(sender, input));
    this.#answer(socket, FEED_EVENTS.open, (input) => this.#feed.open(socket, input));
  }

  async #state(socket: CloudSocket, input: unknown): Promise<unknown> {
    const { data } = socket;
    const { answer, linked, writtenAt } = await this.#uplink.state(data.sender, input, data.stateAt);
    if (linked !== undefined) data.accounts = new Set(linked.map(({ server, login }) => accountKey(server, login)));
    if (writtenAt !== undefined) data.stateAt = writtenAt;
    return answer;
  }

  /** Answers each message once. A fault of ours is `BUSY`: what was not acknowledged may be sent again. */
  #answer(socket: CloudSocket, name: string, work: (input: unknown) => Promise<unknown>): void {
    socket.on(
      name as never,
      ((input: unknown, answer: unknown) => {
        if (typeof answer !== "function") return;
        const reply = answer as Answer;
        if (socket.data.inFlight >= SYNC_LIMITS.framesInFlight)
          return reply(busy("More is under way than the credit allows."));
        socket.data.inFlight += 1;
        this.#track(
          work(input)
            .then(reply, (fault: unknown) => {
              this.#parts.log.error({ err: fault, name }, "a message could not be dealt with");
              reply(busy("The cloud could not write it."));
            })
            .finally(() => (socket.data.inFlight -= 1)),
        );
      }) as never,
    );
  }

  #track(run: Promise<unknown>): void {
    const kept = run.finally(() => this.#working.delete(kept));
    this.#working.add(kept);
  }

  #hear(hint: Hint): void {
    if (hint.about === "feed")
      for (const socket of this.#byTenant.get(hint.tenantId) ?? []) void this.#feed.send(socket);
    if (hint.about === "sessions")
      for (const socket of this.#byTenant.get(hint.tenantId) ?? [])
        if (mayWrite(wireOf(socket))) socket.emit(LIVE_EVENTS.sessions, {} as never);
    if (hint.about !== "command") return;
    this.#track(
      this.#desk
        .hand(hint)
        .catch((fault: unknown) => this.#parts.log.error({ err: fault }, "a command could not be handed on")),
    );
  }

  /** What no hint told: sign-ins that were ended, and feeds that have grown. */
  async #look(): Promise<void> {
    const all = [...this.#io.sockets.sockets.values()] as unknown as CloudSocket[];
    if (all.length === 0) return;
    try {
      const ids = all.map(({ data }) => data.sessionId);
      const { rows } = await sql<{ id: string }>`
        select w.id from unnest(${ids}::uuid[]) w(id)
          left join identity.sessions s on s.session_id = w.id left join identity.users u on u.user_id = s.user_id
        where s.session_id is null or s.revoked_at is not null or u.account_status <> 'active'`.execute(
        this.#parts.database.auth,
      );
      for (const { id } of rows) this.#io.in(`session:${id}`).disconnectSockets(true);
      await this.#lookForNews(all.filter(({ data }) => data.cursor !== undefined));
    } catch (fault) {
      this.#parts.log.warn({ err: fault }, "ended sign-ins and news could not be looked up");
    }
  }

  async #lookForNews(open: readonly CloudSocket[]): Promise<void> {
    if (open.length === 0) return;
    const tenants = [...new Set(open.map(({ data }) => data.sender.tenantId))];
    const heads = await this.#parts.database.asJob((trx) =>
      trx.selectFrom("feed.heads").selectAll().where("tenant_id", "in", tenants).execute(),
    );
    const seqs = new Map(heads.map(({ tenant_id, seq }) => [tenant_id, Number(seq)]));
    for (const socket of open) {
      const { cursor = 0, sender } = socket.data;
      if ((seqs.get(sender.tenantId) ?? 0) !== cursor) void this.#feed.send(socket);
    }
  }
}

function busy(detail: string): SyncRefusal {
  return { ok: false, code: "BUSY", detail };
}
