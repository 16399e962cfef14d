import { useEffect, useState } from "react";
import { type Services, useServices } from "../../services/services.ts";
import type { SessionInput } from "./session-draft.ts";

export type Ladder = Awaited<ReturnType<Services["client"]["sessions"]["ladder"]>>;

interface LadderState {
  readonly ladder: Ladder | undefined;
  readonly error: unknown;
}

/** Pause in typing after which the bridge is asked. */
const SETTLE_MS = 200;

/** The gale's steps for this configuration as they would be now; the last answer stays while the next is under way. */
export function useLadder(config: SessionInput | undefined): LadderState {
  const { client } = useServices();
  const [state, setState] = useState<LadderState>({ ladder: undefined, error: undefined });
  const key = config === undefined ? undefined : JSON.stringify(config);
  useEffect(() => {
    if (key === undefined) return;
    let current = true;
    const asked: SessionInput = JSON.parse(key);
    const timer = setTimeout(() => {
      client.sessions.ladder({ config: asked }).then(
        (ladder) => current && setState({ ladder, error: undefined }),
        (error: unknown) => current && setState({ ladder: undefined, error }),
      );
    }, SETTLE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, key]);
  return state;
}
