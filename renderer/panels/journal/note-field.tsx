import { type ReactNode, useCallback, useEffect, useId, useSyncExternalStore } from "react";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { noteDeskOf } from "./note-desk.ts";

/** Saved by itself when nothing was typed for this long. */
const REST_MS = 900;
const LONGEST = 10_000;

/** The trader's note, edited in place. Its words say where it is: typed, on its way, on disk, or not saved and why. */
export function NoteField({ trade }: { readonly trade: JournalTrade }): ReactNode {
  const text = useText();
  const { client, status } = useServices();
  const { phase: wire } = useCell(status);
  const desk = noteDeskOf(client);
  const { tradeId, revision } = trade;
  const state = useSyncExternalStore(
    desk.subscribe,
    useCallback(() => desk.state(tradeId), [desk, tradeId]),
  );
  const { draft, phase, error, overwrote } = state;
  const note = draft ?? trade.note;
  const id = useId();

  // What waited for a bridge, or was left over from before a reload, goes out with each new connection.
  useEffect(() => {
    if (wire === "open") void desk.save(tradeId);
  }, [desk, tradeId, wire]);
  useEffect(() => {
    if (phase !== "typed" || draft === undefined) return;
    const rest = setTimeout(() => void desk.save(tradeId), REST_MS);
    return () => clearTimeout(rest);
  }, [desk, tradeId, phase, draft]);
  // Leaving the trade is no reason to lose its note.
  useEffect(() => () => void desk.save(tradeId), [desk, tradeId]);

  const told = phase === "kept" && note === "" ? "none" : phase;
  return (
    <div className="journal-note">
      <label htmlFor={id}>{text("journal.note")}</label>
      <textarea
        id={id}
        className="field"
        rows={4}
        maxLength={LONGEST}
        placeholder={text("journal.note.hint")}
        aria-describedby={`${id}-told`}
        value={note}
        onChange={(event) => desk.type(tradeId, revision, event.target.value)}
        onBlur={() => void desk.save(tradeId)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void desk.save(tradeId);
        }}
      />
      <p id={`${id}-told`} className="journal-told" role="status" data-phase={phase}>
        {text(`journal.note.${told}`)}
        {(phase === "typed" || phase === "failed") && (
          <Button look="quiet" onClick={() => void desk.save(tradeId)}>
            {text(phase === "failed" ? "journal.note.again" : "journal.note.save")}
          </Button>
        )}
      </p>
      {phase === "failed" && <ErrorNote error={error} />}
      {overwrote !== undefined && (
        <div className="journal-overwrote" role="alert">
          <p>{text("journal.note.overwrote", { note: overwrote })}</p>
          <Button
            onClick={() => {
              desk.type(tradeId, revision, `${note}\n\n${overwrote}`.slice(0, LONGEST));
              desk.dismissOverwrote(tradeId);
            }}
          >
            {text("journal.note.bringBack")}
          </Button>
          <Button look="quiet" onClick={() => desk.dismissOverwrote(tradeId)}>
            {text("journal.note.dismiss")}
          </Button>
        </div>
      )}
    </div>
  );
}
