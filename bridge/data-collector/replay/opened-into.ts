import { pipeline, type Readable, type Transform } from "node:stream";

/**
 * `packed` through `unpack`; both are closed with either. Whoever reads meets every error there; one that comes after a
 * reader has left early, or before it has begun, concerns nobody and must not end the process.
 */
export function openedInto(packed: Readable, unpack: Transform): Transform {
  unpack.on("error", () => undefined);
  return pipeline(packed, unpack, () => undefined);
}
