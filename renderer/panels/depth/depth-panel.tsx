import { type ReactNode, useCallback, useState } from "react";
import type { BookView } from "#shared/contract/depth.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { LatestObserver } from "#shared/rpc/client-types.ts";
import "../../ui/panel.css";
import "./depth.css";
import { useNow } from "../../hooks/use-now.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstrument } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { LinkPicker } from "../links/link-picker.tsx";
import { useLatest } from "../monitor/use-latest.ts";
import { Ladder } from "./ladder.tsx";
import { RecordButton } from "./record-button.tsx";
import { RecordedBook } from "./recorded-book.tsx";

const LOOK_MS = 1_000;
/** A book that has not changed for so long is worth a word: a quiet market, or a feed that stands. */
const OLD_MS = 10_000;

const idOf = ({ instrumentId }: BookView): string => instrumentId;

/** The depth of the instrument on the chart. It is asked of the broker only while this panel is shown. */
export function DepthPanel(): ReactNode {
  const text = useText();
  const instrument = useShownInstrument();
  if (instrument === undefined) return <p className="panel-empty">{text("ticket.none")}</p>;
  return <Depth key={instrument.id} instrument={instrument} />;
}

function Depth({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { id, symbol } = instrument;
  const open = useCallback(
    (observer: LatestObserver<BookView>) => client.depth.book.subscribe({ instrumentId: id }, observer),
    [client, id],
  );
  const [book] = useLatest(idOf, open);
  const [isPast, setIsPast] = useState(false);
  const nowMs = performance.timeOrigin + useNow(LOOK_MS);
  if (book === undefined) return <p className="panel-empty">{text("depth.waiting", { symbol })}</p>;
  const { status, error, heardMs, recording } = book;
  const ageMs = heardMs === null ? 0 : nowMs - heardMs;
  return (
    <section
      className="depth"
      aria-label={text("depth.of", { symbol })}
      data-status={status}
      data-past={isPast || undefined}
    >
      <header className="depth-head">
        <LinkPicker />
        <strong>{symbol}</strong>
        <RecordButton symbol={symbol} />
        <Button aria-pressed={isPast} onClick={() => setIsPast(!isPast)}>
          {text("depth.recorded")}
        </Button>
        {recording && <span className="depth-recording">{text("depth.recording")}</span>}
        {!isPast && status === "live" && ageMs > OLD_MS && (
          <span className="dim">{text("depth.old", { age: longAgeText(text, ageMs) })}</span>
        )}
      </header>
      {isPast && <RecordedBook instrument={instrument} />}
      {!isPast && status !== "live" && (
        <p className="panel-empty" role="status">
          {text(`depth.${status}`, { symbol, error })}
        </p>
      )}
      {!isPast && heardMs !== null && <Ladder instrument={instrument} book={book} />}
    </section>
  );
}
