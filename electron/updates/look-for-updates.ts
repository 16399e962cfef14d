import type { UpdateDesk } from "./update-desk.ts";

/** A terminal runs for weeks: often enough to learn of a version on the day it comes. */
const LOOK_MS = 6 * 3_600_000;

/**
 * Looks for a new version now and then, and tells of what it finds. It never installs one: a person does that.
 * @returns a function that ends it
 */
export function lookForUpdates(
  desk: UpdateDesk,
  told: () => void,
  every: (ms: number, run: () => void) => () => void,
): () => void {
  const look = (): void => void desk.look().then(told);
  look();
  return every(LOOK_MS, look);
}
