import type { contract } from "#shared/contract/contract.ts";
import type { Capabilities } from "#shared/contract/system.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { Clock } from "../ports/clock.ts";

export interface SystemPorts {
  readonly capabilities: Capabilities;
  readonly clock: Pick<Clock, "utcMs">;
  readonly loopLag: { readonly ms: number };
  readonly writeDiagnostics: () => Promise<{ file: string; bytes: number }>;
}

/** Serves `system`: what this host offers, its sign of life, and the diagnostics bundle. */
export function systemMethods(ports: SystemPorts): DomainHandlers<typeof contract.system> {
  return {
    capabilities: () => ports.capabilities,
    ping: ({ sentMs }) => ({ sentMs, bridgeMs: ports.clock.utcMs(), eventLoopLagMs: ports.loopLag.ms }),
    diagnostics: () => ports.writeDiagnostics(),
  };
}
