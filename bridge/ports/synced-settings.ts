import type { StampedValue } from "#shared/settings/stamped-value.ts";

/** The settings that a user's computers share through the cloud, as the cloud's link sees them. */
export interface SyncedSettings {
  /** Whether the user wants them shared. */
  wanted(): boolean;
  /** Whose they are from now on: another user's stamps are worth nothing here. */
  syncWith(owner: string): void;
  /** Every key that is shared. */
  keys(): readonly string[];
  /** What was ever set of them here, by key. */
  local(): ReadonlyMap<string, StampedValue>;
  /** Takes over newer values of other computers; one that its setting does not take is passed over. */
  take(values: ReadonlyMap<string, StampedValue>): void;
  /** Told after one of them was changed here. */
  onChange(changed: () => void): () => void;
}
