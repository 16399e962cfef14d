import { isIP } from "node:net";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError } from "./config-error.ts";
import { parseRoles, ROLES, type Role } from "./roles.ts";

/** What one process of the cloud was told, checked and complete. */
export interface CloudConfig {
  readonly mode: "development" | "production";
  readonly roles: ReadonlySet<Role>;
  readonly host: string;
  /** 0 = any. */
  readonly port: number;
  /** The cloud's own folder, absolute: the embedded database and what development makes for itself. */
  readonly data: string;
  /** A Postgres of the operator's; undefined = the embedded one. */
  readonly databaseUrl: string | undefined;
  /** What several processes share limits and hints by; undefined = Postgres' own NOTIFY, and each counts for itself. */
  readonly redisUrl: string | undefined;
  /** The process with the role `ingest`, for a gateway that has it not; undefined otherwise. */
  readonly ingestUrl: string | undefined;
  /** Root secrets, newest first; empty = development makes one and keeps it in `data`. */
  readonly secrets: readonly string[];
  /** Where users reach this server; names the issuer of its tokens. */
  readonly publicUrl: string;
  readonly corsOrigins: readonly string[];
  /** undefined = messages go to the local mailbox page and the log (development only). */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Proxies in front of us whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Networks that users' webhooks may reach besides public addresses. */
  readonly webhookNetworks: readonly string[];
  readonly metricsToken: string | undefined;
  readonly logLevel: string;
  /** Program that opens secrets which begin with `kms:`. */
  readonly kmsCommand: string | undefined;
  /** OpenTelemetry collector; undefined = no traces. */
  readonly otlpEndpoint: string | undefined;
}

export const HELP = `Fairlead's cloud: the account backend.

  npm run cloud -- [options]
  npm run cloud -- backup --to DIR
  npm run cloud -- restore --from DIR [--replace] [--end-sign-ins]

  --roles ${ROLES.join(",")}   the parts this process plays (default all)
  --port N           port of the REST API, 0 = any (default 8000, or API_PORT)
  --data DIR         folder of the embedded database (default ~/.local/share/fairlead-cloud, or CLOUD_DATA)
  --help             this text

The environment: docs/OPERATIONS.md. Without DATABASE_URL an embedded Postgres is used.
`;

type Env = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming each variable at fault: a server in production never starts on a guess. */
export function readConfig(args: readonly string[], env: Env): CloudConfig | "help" {
  const faults: string[] = [];
  const { values } = parse(args);
  if (values.help === true) return "help";
  const production = env["NODE_ENV"] === "production";
  const need = (name: string, why: string): string => {
    const value = env[name]?.trim() ?? "";
    if (value === "" && production) faults.push(`${name} is missing: ${why}`);
    return value;
  };
  const secrets = list(
    need("CLOUD_SECRET", "at least 32 random bytes (openssl rand -base64 48); newest first, by commas"),
  );
  for (const secret of secrets)
    if (secret.length < 43 && !secret.startsWith("kms:"))
      faults.push("CLOUD_SECRET is too short: at least 43 characters");
  const databaseUrl = need("DATABASE_URL", "the embedded Postgres is for development") || undefined;
  if (databaseUrl !== undefined && !isUrl(databaseUrl, ["postgres:", "postgresql:"])) {
    faults.push("DATABASE_URL is not a postgresql:// address");
  }
  const redisUrl = env["REDIS_URL"]?.trim() || undefined;
  if (redisUrl !== undefined && !isUrl(redisUrl, ["redis:", "rediss:"]))
    faults.push("REDIS_URL is not a redis:// or rediss:// address");
  const smtpUrl = need("SMTP_URL", "without it users would never get their codes") || undefined;
  if (smtpUrl !== undefined && !isUrl(smtpUrl, ["smtp:", "smtps:"]))
    faults.push("SMTP_URL is not an smtp:// or smtps:// address");
  const host = env["API_HOST"] ?? "127.0.0.1";
  const port = portOf(values.port ?? env["API_PORT"] ?? "8000", faults);
  const publicUrl =
    need("PUBLIC_URL", "the https:// address by which users reach this server") || `http://127.0.0.1:${port}`;
  if (!isUrl(publicUrl, production ? ["https:"] : ["http:", "https:"]))
    faults.push("PUBLIC_URL must be an https:// address");
  const corsOrigins = list(env["CORS_ORIGINS"] ?? "");
  for (const origin of corsOrigins)
    if (!isOrigin(origin)) faults.push(`CORS_ORIGINS: ${origin} is not an origin such as https://app.example`);
  const metricsToken = env["METRICS_TOKEN"]?.trim() || undefined;
  if (production && host !== "127.0.0.1" && metricsToken === undefined)
    faults.push("METRICS_TOKEN is missing: /metrics would be open to everyone who can reach it");
  const otlpEndpoint = env["OTEL_EXPORTER_OTLP_ENDPOINT"]?.trim() || undefined;
  if (otlpEndpoint !== undefined && !isUrl(otlpEndpoint, ["http:", "https:"]))
    faults.push("OTEL_EXPORTER_OTLP_ENDPOINT is not an http:// or https:// address");
  const webhookNetworks = list(env["WEBHOOK_NETWORKS"] ?? "");
  for (const network of webhookNetworks)
    if (!isNetwork(network)) faults.push(`WEBHOOK_NETWORKS: ${network} is not a network such as 10.1.0.0/16`);
  const roles = rolesOf(values.roles ?? env["CLOUD_ROLES"] ?? ROLES.join(","), faults);
  const ingestUrl = env["CLOUD_INGEST_URL"]?.trim() || undefined;
  if (ingestUrl !== undefined && !isUrl(ingestUrl, ["http:", "https:"]))
    faults.push("CLOUD_INGEST_URL is not an http:// or https:// address");
  if (roles.has("gateway") && !roles.has("ingest") && ingestUrl === undefined)
    faults.push("CLOUD_INGEST_URL is missing: a gateway without the role ingest hands on what desktops send");
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  return {
    mode: production ? "production" : "development",
    roles,
    host,
    port,
    data: dataFolder(values.data, env),
    databaseUrl,
    redisUrl,
    ingestUrl,
    secrets,
    publicUrl,
    corsOrigins,
    smtpUrl,
    mailFrom: env["MAIL_FROM"] ?? "Fairlead <no-reply@localhost>",
    trustedProxies: list(env["TRUSTED_PROXIES"] ?? ""),
    webhookNetworks,
    metricsToken,
    logLevel: env["LOG_LEVEL"] ?? "info",
    kmsCommand: env["KMS_COMMAND"]?.trim() || undefined,
    otlpEndpoint,
  };
}

/** The cloud's own folder, absolute. */
export function dataFolder(given: string | undefined, env: Env): string {
  return resolve(given ?? env["CLOUD_DATA"] ?? join(homedir(), ".local", "share", "fairlead-cloud"));
}

/** Root secrets, newest first. */
export function readSecrets(env: Env): string[] {
  return list(env["CLOUD_SECRET"] ?? "");
}

function parse(args: readonly string[]): { values: { roles?: string; port?: string; data?: string; help?: boolean } } {
  try {
    return parseArgs({
      args: [...args],
      options: {
        roles: { type: "string" },
        port: { type: "string" },
        data: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (fault) {
    throw new ConfigError(`${(fault as Error).message}\n\n${HELP}`);
  }
}

function list(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function isNetwork(text: string): boolean {
  const [, net = "", bits] = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(text) ?? [];
  return isIP(net) !== 0 && Number(bits) <= (isIP(net) === 4 ? 32 : 128);
}

function isOrigin(text: string): boolean {
  return isUrl(text, ["http:", "https:"]) && new URL(text).origin === text;
}

function portOf(text: string, faults: string[]): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  faults.push(`${text} is not a port (--port, API_PORT): 0 to 65535`);
  return 0;
}

function rolesOf(text: string, faults: string[]): ReadonlySet<Role> {
  try {
    return parseRoles(text);
  } catch (fault) {
    faults.push((fault as Error).message);
    return new Set();
  }
}
