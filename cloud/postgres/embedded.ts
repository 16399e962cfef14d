import type { ChildProcess } from "node:child_process";
import { realpathSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type PostgresBinaries, postgresBinaries } from "./binaries.ts";
import { type ClusterFolder, clusterFolder } from "./cluster-folder.ts";
import { freePort } from "./free-port.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { runOnce } from "./run-once.ts";
import { type ServiceUser, serviceUser } from "./service-user.ts";
import { type Spawned, spawnPostgres } from "./spawn-postgres.ts";

/** Crash recovery of a large database takes its time; a folder that is busy for longer is someone's fault. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 25;
const AGAIN_MS = 2_000;
/** What a refused start says when another server is still starting, stopping or dying in the same folder. */
const BUSY = /lock file|shared memory block|Address already in use|could not bind|recovery/i;

/**
 * The embedded database: the real Postgres from npm, on loopback, in a process of its own. Never two servers on one
 * folder (Postgres' own lock decides); a live one is adopted; one that dies is started again on the same port.
 */
export class EmbeddedPostgres {
  readonly #binaries: PostgresBinaries;
  readonly #folder: ClusterFolder;
  readonly #user: ServiceUser | undefined;
  readonly #say: (line: string) => void;
  #port = 0;
  #child: ChildProcess | undefined;
  #stopping = false;
  /** A start that is under way; ending waits for it, lest it come up behind our back. */
  #starting: Promise<void> = Promise.resolve();

  private constructor(
    binaries: PostgresBinaries,
    folder: ClusterFolder,
    user: ServiceUser | undefined,
    say: (line: string) => void,
  ) {
    this.#binaries = binaries;
    this.#folder = folder;
    this.#user = user;
    this.#say = say;
  }

  /** Makes the cluster if there is none, and starts or adopts its server. @throws Error in words when it does not start. */
  static async start(data: string, say: (line: string) => void): Promise<EmbeddedPostgres> {
    const user = serviceUser();
    const binaries = await postgresBinaries(user !== undefined);
    const server = new EmbeddedPostgres(binaries, await clusterFolder(data, binaries.initdb, user), user, say);
    server.#starting = server.#bringUp();
    await server.#starting;
    return server;
  }

  /** Whether this process started the server; an adopted one belongs to another process, or to one that was killed. */
  get isOwner(): boolean {
    return this.#child !== undefined;
  }

  /** Connection string of the server's superuser. */
  get url(): string {
    return `postgresql://postgres:${this.#folder.password}@127.0.0.1:${this.#port}/postgres`;
  }

  /** Process id of the postmaster that holds the folder now. */
  get pid(): number | undefined {
    return readPostmasterFile(this.#folder.cluster)?.pid;
  }

  /** Ends the server when this process started it, or when nobody else uses it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#starting.catch(() => {});
    if (this.#child === undefined && (await this.#hasOthers())) return;
    if (readPostmasterFile(this.#folder.cluster) === undefined) return;
    const gone = new Promise<void>((resolve) => {
      if (this.#child === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) resolve();
      else this.#child.once("exit", () => resolve());
    });
    const { home, cluster } = this.#folder;
    const as = this.#user === undefined ? {} : { uid: this.#user.uid, gid: this.#user.gid };
    const how = ["stop", "-D", cluster, "-m", "fast", "-w", "-t", "30"];
    await runOnce(this.#binaries.pgCtl, how, { cwd: home, ...as }).catch((fault: unknown) => {
      // It may have died by itself in this very moment.
      if (this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) throw fault;
    });
    await gone;
  }

  async #bringUp(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    let last = "it gave no reason";
    while (Date.now() < end) {
      if (await this.#adopt()) return;
      if (this.#stopping) throw new Error("it was told to stop");
      const spawned = spawnPostgres(
        this.#binaries.postgres,
        this.#folder,
        this.#port === 0 ? await freePort() : this.#port,
        this.#user,
      );
      last = (await this.#ready(spawned, end)) ?? "";
      if (last === "") return;
      // Killed while it started (by the kernel for want of memory, say): it may come up at the next try.
      const struck = spawned.process.signalCode !== null && !this.#stopping;
      if (!struck && !BUSY.test(last)) break;
      await pause(LOOK_MS * 4);
    }
    throw new Error(`The embedded Postgres did not start: ${last}`);
  }

  /** @returns why it ended, or undefined once it takes connections. */
  async #ready(spawned: Spawned, end: number): Promise<string | undefined> {
    while (Date.now() < end) {
      if (this.#stopping) spawned.process.kill("SIGINT");
      if (spawned.process.exitCode !== null || spawned.process.signalCode !== null) return spawned.said();
      const file = readPostmasterFile(this.#folder.cluster);
      if (file?.pid === spawned.process.pid && file?.status === "ready") {
        this.#own(spawned.process, file.port);
        return undefined;
      }
      await pause(LOOK_MS);
    }
    spawned.process.kill("SIGINT");
    return `it was not ready in time: ${spawned.said()}`;
  }

  #own(child: ChildProcess, port: number): void {
    this.#child = child;
    this.#port = port;
    child.once("exit", () => {
      if (this.#stopping) return;
      this.#child = undefined;
      this.#say("The embedded Postgres ended unexpectedly and is started again.");
      this.#starting = this.#revive();
    });
  }

  /** Tries until it is there again: without it nothing works, and what stands in its way may go. */
  async #revive(): Promise<void> {
    while (!this.#stopping) {
      try {
        return await this.#bringUp();
      } catch (fault) {
        if (this.#stopping) return;
        this.#say(String(fault));
        await pause(AGAIN_MS);
      }
    }
  }

  async #adopt(): Promise<boolean> {
    const file = readPostmasterFile(this.#folder.cluster);
    if (file === undefined || file.port === 0 || file.status === "stopping") return false;
    const before = this.#port;
    this.#port = file.port;
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string }>("show data_directory");
      const isOurs = realpathSync(rows[0]?.data_directory ?? "/") === realpathSync(this.#folder.cluster);
      if (!isOurs) this.#port = before;
      return isOurs;
    } catch {
      this.#port = before;
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async #hasOthers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const sql =
        "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
      return ((await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0) > 0;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }
}
