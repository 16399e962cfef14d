import type { PortFrame } from "../ports/port-bridge.ts";

/** Between the double's main process and one of its utility processes. */
export type ProcessFrame =
  | PortFrame
  | { readonly kind: "message"; readonly data: unknown; readonly ports: readonly string[] };
