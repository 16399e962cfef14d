import { Redis } from "ioredis";

/**
 * A connection that comes back by itself and keeps nobody waiting: while it is away, whatever is asked of it fails at
 * once. Redis holds only what may be lost; the truth is in Postgres.
 */
export function redisConnection(url: string, onFault: (fault: Error) => void): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    connectTimeout: 5_000,
    retryStrategy: (tries) => Math.min(5_000, 100 * 2 ** Math.min(6, tries)),
    connectionName: "fairlead-cloud",
  });
  let isAway = false;
  redis.on("ready", () => (isAway = false));
  // Once an absence, not once a try.
  redis.on("error", (fault: Error) => {
    if (!isAway) onFault(fault);
    isAway = true;
  });
  return redis;
}
