import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useText } from "../i18n/use-text.ts";
import { Cell } from "../stores/cell.ts";
import { Button } from "../ui/button.tsx";

interface Arrival<P> {
  readonly component?: ComponentType<P>;
  readonly failed: boolean;
}

const waiting: (() => Promise<void>)[] = [];

/**
 * A panel whose code comes after the window's first picture, as all of them do once nothing else is to be done: what the
 * bridge serves must be here before the bridge may be gone.
 */
export function later<P extends object = object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const arrival = new Cell<Arrival<P>>({ failed: false });
  const fetch = async (): Promise<void> => {
    if (arrival.get().component !== undefined) return;
    try {
      arrival.set({ component: await load(), failed: false });
    } catch {
      arrival.set({ failed: true });
    }
  };
  waiting.push(fetch);
  return function Later(props: P): ReactNode {
    const text = useText();
    const { component: Loaded, failed } = useSyncExternalStore(arrival.subscribe, arrival.get);
    useEffect(() => void fetch(), []);
    if (Loaded !== undefined) return <Loaded {...props} />;
    if (!failed) return null;
    return (
      <div className="panel-empty" role="alert">
        <p>{text("dock.unloaded")}</p>
        <Button onClick={() => void fetch()}>{text("dock.again")}</Button>
      </div>
    );
  };
}

/** Fetches every panel that was put off. */
export function fetchPanels(): void {
  for (const fetch of waiting) void fetch();
}
