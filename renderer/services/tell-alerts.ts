import type { FiringView } from "#shared/contract/alerts.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { shell } from "../bridge/shell.ts";
import type { Text } from "../i18n/i18n.ts";
import { type Named, ruleText, seenText } from "../panels/alerts/alert-text.ts";
import { playAlertSound } from "./alert-sounds.ts";
import type { Services } from "./services.ts";

const PORTS = ["desktop", "sound"] as const;
/** A claim that no window has made good is free again; it is tried anew with the next look. */
const LOOK_MS = 15_000;

/** Shows and sounds what alerts told, in one window of all that are open. @param text the window's words. */
export function tellAlerts(services: Services, text: Text): void {
  const named: Named = {
    instrument: (id) => services.instruments.get(id as InstrumentId),
    session: (id) => services.sessions.get(id as SessionId)?.config.name,
  };
  const words = (firing: FiringView): string =>
    [ruleText(firing.rule, text, named), seenText(firing, named)].filter((part) => part !== "").join(" · ");
  const underWay = new Set<string>();
  const look = (): void => {
    for (const firing of services.firings.all()) {
      for (const port of PORTS) {
        const key = `${firing.seq}/${port}`;
        const due = firing.deliveries.some((delivery) => delivery.port === port && delivery.state === "pending");
        if (!due || underWay.has(key)) continue;
        underWay.add(key);
        void tell(services, firing, port, words).finally(() => underWay.delete(key));
      }
    }
  };
  services.firings.subscribe(look);
  setInterval(look, LOOK_MS);
}

async function tell(
  { client, settings }: Services,
  firing: FiringView,
  port: (typeof PORTS)[number],
  words: (firing: FiringView) => string,
): Promise<void> {
  const { seq } = firing;
  try {
    const { granted } = await client.alerts.claim({ seq, port });
    if (!granted) return;
    let problem: string | null = null;
    try {
      if (port === "desktop") await notify(firing, words(firing));
      else await playAlertSound(String(settings.get("alerts.sound")?.value ?? "chime"));
    } catch (fault) {
      problem = fault instanceof Error ? fault.message : String(fault);
    }
    await client.alerts.told({ seq, port, problem });
  } catch {
    // The bridge is gone: it keeps what is pending, and this or another window asks again.
  }
}

/** The tag makes a notification that is shown again take its own place. @throws Error when notifications are not allowed. */
async function notify({ seq, name }: FiringView, body: string): Promise<void> {
  if (shell?.notify !== undefined) return shell.notify({ tag: `alert-${seq}`, title: name, body });
  if (!("Notification" in window) || Notification.permission !== "granted")
    throw new Error("notifications are not allowed");
  // oxlint-disable-next-line no-new -- A notification shows by being made.
  new Notification(name, { body, tag: `alert-${seq}` });
}
