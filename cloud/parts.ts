import type { Logger } from "pino";
import type { Bus } from "./bus/bus.ts";
import type { Clock } from "./clock.ts";
import type { CloudConfig } from "./config/config.ts";
import type { Database } from "./database/database.ts";
import type { RequestCounts } from "./http/request-counts.ts";
import type { Tracing } from "./http/tracing.ts";
import type { AccessTokens } from "./identity/access-tokens.ts";
import type { CallerLookup } from "./identity/caller-lookup.ts";
import type { PasswordHasher } from "./identity/password-hasher.ts";
import type { KeyRing } from "./keys/key-ring.ts";
import type { RemoteRequests } from "./remote/remote-requests.ts";

/** What the modules of the cloud share; made once, by the composition root. */
export interface CloudParts {
  readonly config: CloudConfig;
  readonly database: Database;
  readonly bus: Bus;
  readonly remote: RemoteRequests;
  readonly keys: KeyRing;
  readonly tokens: AccessTokens;
  readonly callers: CallerLookup;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly log: Logger;
  /** Requests of all processes together; undefined without Redis. */
  readonly counts?: RequestCounts | undefined;
  /** Undefined where no collector is named. */
  readonly tracing?: Tracing | undefined;
  /** What `/metrics` reads of parts that not every process has. */
  readonly gauges: { sockets?: () => number; frames?: () => number };
}
