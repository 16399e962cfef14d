import type { Wire } from "#shared/rpc/wire.ts";
import type { CloudPlace } from "./host/cloud-place.ts";
import type { SecretStore } from "./ports/secret-store.ts";

export interface BridgeOptions {
  readonly version: string;
  /** Profile folder, absolute; locked while the bridge runs. */
  readonly profile: string;
  readonly paper: "simulated" | "off";
  /** Recordings, absolute paths; they take the simulated market's place. */
  readonly replay: readonly string[];
  /** Market seconds per second of the replay. */
  readonly speed: number | "max";
  /** Control port of the MT5 link; 0 = any; undefined = the usual one, or any when that is taken. */
  readonly linkPort: number | undefined;
  /** MT5's common files folder; absent = this system's own. */
  readonly pairingDir?: string | undefined;
  /** Absent = none. */
  readonly cloud?: CloudPlace;
  /** Who enforces the cloud's plans on this computer: nobody (`local`, the default), or the bridge. */
  readonly entitlements?: "local" | "cloud";
  /** Whether windows of this host have native frames, tray and notifications. */
  readonly nativeShell: boolean;
  /** Instead of the system's keychain. */
  readonly keychain?: (profileId: string) => SecretStore;
  /** Parse what the bridge itself sends, too. */
  readonly checkOutputs?: boolean;
  /** Aborted by whoever wants the start given up: reading a recording takes a while. */
  readonly signal?: AbortSignal;
}

export interface Bridge {
  /** Serves a window on this wire until it closes. */
  attach(wire: Wire): void;
  /** Keeps a secret of the host out of every log. */
  protect(secret: string): void;
  /** A host turned a request away; counted for diagnostics, reported at its first time. */
  refusedRequest(reason: string): void;
  /** The computer slept, or its clock was set: what may have been missed is looked for. `ms`: how long, or by how much. */
  timeLeapt(what: "slept" | "set" | "resume", ms: number): void;
  /** Says goodbye to every terminal, stores what is under way, and frees the profile. */
  close(): Promise<void>;
}
