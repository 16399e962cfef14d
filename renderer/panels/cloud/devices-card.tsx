import { type ReactNode, useState } from "react";
import { localStampText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";

/** Where this user is signed in; each can be signed out from here. */
export function DevicesCard(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [round, setRound] = useState(0);
  const asked = useAsked(`devices ${round}`, () => client.cloud.devices({}));
  const remove = async (deviceId: string): Promise<void> => {
    await client.cloud.removeDevice({ deviceId });
    setRound(round + 1);
  };
  return (
    <section className="cloud-card" aria-label={text("cloud.devices")}>
      <h3>{text("cloud.devices")}</h3>
      <CloudNote error={error ?? asked.error} />
      <ul className="cloud-list">
        {asked.answer?.map(({ deviceId, name, current, lastSeenMs }) => (
          <li key={deviceId} className="cloud-device">
            <span className="selectable">
              <span className="cloud-strong">{name}</span>{" "}
              <span className="dim">
                {current
                  ? text("cloud.devices.this")
                  : text("cloud.devices.seen", { time: localStampText(lastSeenMs) })}
              </span>
            </span>
            <Button
              disabled={busy}
              aria-label={text("cloud.devices.removeOf", { name })}
              onClick={() => void run(() => remove(deviceId))}
            >
              {text("cloud.devices.remove")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
