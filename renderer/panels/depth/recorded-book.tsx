import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { BridgeClient } from "../../bridge/bridge-client.ts";
import { localStampText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { download } from "../../ui/download.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { booksFile } from "./books-file.ts";
import { Ladder } from "./ladder.tsx";

const HOUR_MS = 3_600_000;
/** Parts of the recording that the slider can tell apart. */
const STEPS = 1_000;

/** The recorded depth of an instrument: moved through by a slider, image by image with the buttons, and saved by the hour. */
export function RecordedBook({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { id, symbol } = instrument;
  const { busy, error: failed, run } = useCommand();
  const [wantedMs, setWantedMs] = useState<number>();
  const { answer: known, error: lost } = useAsked(`recorded ${id}`, () => client.depth.recorded({ instrumentId: id }));
  const span = known?.span;
  const atMs = wantedMs ?? span?.toMs ?? 0;
  const { answer, error } = useAsked(`${id} ${atMs}`, async () =>
    atMs === 0 ? undefined : (await client.depth.recordedAt({ instrumentId: id, atMs })).book,
  );
  const fault = lost ?? error ?? failed;
  if (fault !== undefined) return <ErrorNote error={fault} />;
  if (known === undefined) return <p className="panel-empty">{text("monitor.waiting")}</p>;
  if (!span) return <p className="panel-empty">{text("depth.recorded.none", { symbol })}</p>;
  const length = Math.max(1, span.toMs - span.fromMs);
  const place = Math.round(((atMs - span.fromMs) / length) * STEPS);
  const shownMs = answer?.atMs ?? atMs;
  const next = async (): Promise<void> => {
    const asked = { instrumentId: id, fromMs: shownMs + 1, toMs: span.toMs + 1, limit: 1 };
    const [book] = (await client.depth.recordedFrom(asked)).books;
    if (book !== undefined) setWantedMs(book.atMs);
  };
  const save = async (): Promise<void> => {
    const [fromMs, toMs] = [Math.max(span.fromMs, shownMs - HOUR_MS), shownMs + 1];
    download(
      await booksFile(client.depth satisfies Pick<BridgeClient["depth"], "recordedFrom">, instrument, fromMs, toMs),
    );
  };
  return (
    <>
      <div className="depth-recorded">
        <input
          type="range"
          min={0}
          max={STEPS}
          value={place}
          aria-label={text("depth.recorded.slider", { symbol })}
          aria-valuetext={localStampText(shownMs)}
          onChange={(event) => setWantedMs(span.fromMs + (Number(event.target.value) / STEPS) * length)}
        />
        <IconButton
          label={text("depth.recorded.before")}
          disabled={shownMs <= span.fromMs}
          onClick={() => setWantedMs(shownMs - 1)}
        >
          <Icon of={ChevronLeft} />
        </IconButton>
        <IconButton
          label={text("depth.recorded.after")}
          disabled={busy || shownMs >= span.toMs}
          onClick={() => void run(next)}
        >
          <Icon of={ChevronRight} />
        </IconButton>
        <IconButton label={text("depth.recorded.save")} disabled={busy} onClick={() => void run(save)}>
          <Icon of={Download} />
        </IconButton>
        <span className="dim" title={text("depth.recorded.of", { count: span.images })}>
          {localStampText(shownMs)}
        </span>
      </div>
      {answer && <Ladder instrument={instrument} book={answer} isPast />}
    </>
  );
}
