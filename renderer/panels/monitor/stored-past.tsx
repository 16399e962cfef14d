import { type ReactNode, useState } from "react";
import type { Backfill } from "#shared/contract/data.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { dateText } from "../../format/clock.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";

const DAY_MS = 86_400_000;
const BACK = ["7", "30", "365", "1825"] as const;

interface Props {
  readonly instrument: string;
  readonly backfill: Backfill | undefined;
}

/** An instrument's past: how far it has been fetched, and the buttons that have it fetched. */
export function StoredPast({ instrument, backfill }: Props): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [days, setDays] = useState<(typeof BACK)[number]>("30");
  const instrumentId = instrument as InstrumentId;
  const ended = backfill === undefined || backfill.state === "done" || backfill.state === "older";
  const fetchIt = () => client.data.backfill({ instrumentId, fromMs: Date.now() - Number(days) * DAY_MS });
  return (
    <div className="stored-past">
      {ended ? (
        <>
          <select
            className="field"
            aria-label={text("stored.back", { instrument })}
            value={days}
            onChange={(event) => setDays(event.target.value as typeof days)}
          >
            {BACK.map((value) => (
              <option key={value} value={value}>
                {text(`stored.back.${value}`)}
              </option>
            ))}
          </select>
          <Button
            disabled={busy}
            aria-label={text("stored.fetch.long", { instrument })}
            onClick={() => void run(fetchIt)}
          >
            {text("stored.fetch")}
          </Button>
        </>
      ) : (
        <>
          <Button
            disabled={busy}
            onClick={() =>
              void run(() => client.data.pauseBackfill({ instrumentId, paused: backfill.state !== "paused" }))
            }
          >
            {text(backfill.state === "paused" ? "stored.resume" : "stored.pause")}
          </Button>
          <Button disabled={busy} onClick={() => void run(() => client.data.cancelBackfill({ instrumentId }))}>
            {text("stored.cancel")}
          </Button>
        </>
      )}
      {backfill !== undefined && <Progress instrument={instrument} backfill={backfill} />}
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}

function Progress({ instrument, backfill }: { readonly instrument: string; readonly backfill: Backfill }): ReactNode {
  const text = useText();
  const { state, why, running, share, reachedMs, ticks } = backfill;
  const waits = state === "open" && !running && why !== "none" && why !== "older";
  const words = waits
    ? text(`stored.why.${why}`)
    : text(state === "open" && running ? "stored.state.running" : `stored.state.${state}`);
  return (
    <span className="stored-progress">
      <progress aria-label={text("stored.progress", { instrument })} max={1} value={share} />
      <span className="dim">
        {words}, {text("stored.reached", { date: dateText(reachedMs), count: ticks })}
      </span>
    </span>
  );
}
