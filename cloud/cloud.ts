import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Bus } from "./bus/bus.ts";
import { PostgresBus } from "./bus/postgres-bus.ts";
import { RedisBus } from "./bus/redis-bus.ts";
import { redisConnection } from "./bus/redis-connection.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { CloudConfig } from "./config/config.ts";
import { Database } from "./database/database.ts";
import { ensureRoles, loginUrl } from "./database/database-roles.ts";
import { migrate } from "./database/migrate.ts";
import { Gateway } from "./gateway/gateway.ts";
import { RequestCounts } from "./http/request-counts.ts";
import { buildServer, type CloudServer } from "./http/server.ts";
import { openTracing } from "./http/tracing.ts";
import { AccessTokens } from "./identity/access-tokens.ts";
import { CallerLookup } from "./identity/caller-lookup.ts";
import { PasswordHasher } from "./identity/password-hasher.ts";
import { IngestDoor } from "./ingest/ingest-door.ts";
import { RemoteUplink } from "./ingest/remote-uplink.ts";
import { LocalUplink, type Uplink } from "./ingest/uplink.ts";
import { Jobs } from "./jobs/jobs.ts";
import { developmentSecret } from "./keys/development-secret.ts";
import { KeyRing } from "./keys/key-ring.ts";
import { commandKms, openSecrets } from "./keys/kms.ts";
import type { CloudParts } from "./parts.ts";
import { EmbeddedPostgres } from "./postgres/embedded.ts";
import { RemoteRequests } from "./remote/remote-requests.ts";

/** What a test may put in another's place. */
export interface Replaced {
  readonly clock?: Clock;
  readonly hasher?: PasswordHasher;
}

/** One process of the cloud, running. */
export interface RunningCloud {
  /** Where the API listens; undefined in a process without the role. */
  readonly url: string | undefined;
  /** Answers no new requests, finishes those under way and the jobs, then lets go of the database. */
  readonly stop: () => Promise<void>;
}

/** The composition root: the only place where the modules of the cloud meet. */
export async function startCloud(config: CloudConfig, log: Logger, replaced: Replaced = {}): Promise<RunningCloud> {
  const embedded =
    config.databaseUrl === undefined ? await EmbeddedPostgres.start(config.data, (line) => log.warn(line)) : undefined;
  const undo: (() => Promise<void>)[] = [async () => embedded?.stop()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const url = config.databaseUrl ?? embedded?.url ?? "";
    const kms = config.kmsCommand === undefined ? undefined : commandKms(config.kmsCommand);
    const secrets = await openSecrets(config.secrets, kms);
    const keys = new KeyRing(secrets.length > 0 ? secrets : [developmentSecret(config.data)]);
    await ensureRoles(url, keys);
    const applied = await migrate(url);
    if (applied.length > 0) log.info({ applied }, "the database was brought up to date");
    const database = new Database(url, keys, (fault) => log.warn({ err: fault }, "a database connection broke"));
    undo.push(() => database.close());
    const late = (fault: Error): void => log.warn({ err: fault }, "hints between processes are late");
    const { redisUrl } = config;
    const bus: Bus =
      redisUrl === undefined
        ? await PostgresBus.open(loginUrl(url, "fl_jobs", keys), late)
        : new RedisBus(redisUrl, late);
    undo.push(() => bus.close());
    const counting =
      redisUrl === undefined
        ? undefined
        : redisConnection(redisUrl, (fault) =>
            log.warn({ err: fault }, "requests are counted by each process for itself"),
          );
    undo.push(async () => counting?.disconnect());
    const clock = replaced.clock ?? systemClock;
    const tokens = new AccessTokens(keys, config.publicUrl, clock);
    const tracing = config.otlpEndpoint === undefined ? undefined : await openTracing(config.otlpEndpoint);
    undo.push(async () =>
      tracing?.close().catch((fault: unknown) => log.warn({ err: fault }, "the last traces are lost")),
    );
    const parts: CloudParts = {
      config,
      database,
      bus,
      remote: new RemoteRequests(database, bus, clock),
      keys,
      tokens,
      callers: new CallerLookup(database, clock),
      hasher: replaced.hasher ?? new PasswordHasher(),
      clock,
      log,
      counts: counting === undefined ? undefined : new RequestCounts(counting),
      tracing,
      gauges: {},
    };
    if (config.roles.has("jobs")) {
      const jobs = new Jobs(parts);
      jobs.start();
      undo.push(() => jobs.stop());
    }
    const server = (["api", "gateway", "ingest"] as const).some((role) => config.roles.has(role))
      ? await serve(parts, undo)
      : undefined;
    return { url: server === undefined ? undefined : addressOf(server), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** The HTTP server; a process of the gateway or ingest alone answers health, metrics and sockets, and no API. */
async function serve(parts: CloudParts, undo: (() => Promise<void>)[]): Promise<CloudServer> {
  const server = await buildServer(parts);
  undo.push(() => server.close());
  const { roles } = parts.config;
  if (roles.has("gateway")) {
    const gateway = new Gateway(parts, server.server, uplinkOf(parts, undo));
    parts.gauges.sockets = () => gateway.sockets;
    parts.gauges.frames = () => gateway.waitingFrames;
    undo.push(() => gateway.close());
  } else if (roles.has("ingest")) {
    const uplink = new LocalUplink(parts);
    const door = new IngestDoor(parts, server.server, uplink);
    parts.gauges.frames = () => uplink.waiting;
    undo.push(() => door.close());
  }
  await server.listen({ host: parts.config.host, port: parts.config.port });
  return server;
}

/** Where the gateway's desktops are written down: here, or where the operator says. */
function uplinkOf(parts: CloudParts, undo: (() => Promise<void>)[]): Uplink {
  const { roles, ingestUrl } = parts.config;
  if (roles.has("ingest") || ingestUrl === undefined) return new LocalUplink(parts);
  const remote = new RemoteUplink(ingestUrl, parts);
  undo.push(async () => remote.close());
  return remote;
}

function addressOf(server: CloudServer): string {
  const { address, port } = server.server.address() as AddressInfo;
  return `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
}
