import { useEffect, useState } from "react";
import type { BridgeProcessState } from "#shared/shell/shell-api.ts";
import { shell } from "../bridge/shell.ts";

/** How the bridge's process is, where a desktop shell watches over it; undefined elsewhere. */
export function useShellState(): BridgeProcessState | undefined {
  const [state, setState] = useState<BridgeProcessState>();
  useEffect(() => {
    if (shell === undefined) return;
    let current = true;
    const stop = shell.onBridgeState(setState);
    // The shell not answering means that it is closing, and this page with it.
    shell.bridgeState().then(
      (first) => current && setState((known) => known ?? first),
      () => undefined,
    );
    return () => {
      current = false;
      stop();
    };
  }, []);
  return state;
}
