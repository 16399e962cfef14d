import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { FiringView } from "#shared/contract/alerts.ts";
import { localStampText } from "../../format/clock.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { AlertGrid, type GridColumn } from "./alert-grid.tsx";
import { localStamp, ruleText, seenText, toldText } from "./alert-text.ts";
import { useNamed } from "./use-named.ts";

const PAGE = 200;

/** Everything that alerts have told, newest first: nothing of it is only in a notification. */
export function FiringList(): ReactNode {
  const text = useText();
  const { client, firings } = useServices();
  const newest = useAll(firings);
  const named = useNamed();
  const [older, setOlder] = useState<readonly FiringView[]>([]);
  const [chosen, setChosen] = useState<string>();
  const { busy, error, run } = useCommand();
  const rows = useMemo(() => {
    const all = new Map([...older, ...newest].map((firing) => [firing.seq, firing]));
    return [...all.values()].toSorted((a, b) => b.seq - a.seq);
  }, [older, newest]);
  const unseen = rows.find(({ seen }) => !seen)?.seq;
  // What stands here is seen; a write that fails shows as a count that stays.
  useEffect(() => {
    if (unseen !== undefined) client.alerts.seen({ seq: unseen }).catch(() => undefined);
  }, [client, unseen]);
  const last = rows.at(-1);
  const columns: readonly GridColumn<FiringView>[] = [
    {
      key: "alerts.column.at",
      track: "148px",
      of: ({ seq }) => seq,
      file: ({ atMs }) => localStampText(atMs),
      cell: ({ atMs }) => localStamp(atMs),
    },
    { key: "alerts.column.name", track: "minmax(90px, 1fr)", of: ({ name }) => name, cell: ({ name }) => name },
    {
      key: "alerts.column.what",
      track: "minmax(150px, 2fr)",
      of: ({ rule }) => ruleText(rule, text, named),
      cell: ({ rule }) => ruleText(rule, text, named),
    },
    {
      key: "alerts.column.seen",
      track: "minmax(80px, 1fr)",
      of: (firing) => seenText(firing, named),
      cell: (firing) => seenText(firing, named),
    },
    {
      key: "alerts.column.told",
      track: "minmax(120px, 1.4fr)",
      of: (firing) => toldText(firing, text),
      cell: (firing) => toldText(firing, text),
    },
  ];
  return (
    <>
      {error !== undefined && <ErrorNote error={error} />}
      {rows.length === 0 ? (
        <p className="panel-empty">{text("alerts.none")}</p>
      ) : (
        <div className="alerts alerts-firings">
          <AlertGrid
            name="firings"
            label={text("alerts.firings.table")}
            rows={rows}
            columns={columns}
            idOf={({ seq }) => String(seq)}
            active={chosen}
            onActive={({ seq }) => setChosen(String(seq))}
          />
          {last !== undefined && last.seq > 1 && rows.length >= PAGE && (
            <Button
              disabled={busy}
              onClick={() =>
                void run(async () => {
                  const more = await client.alerts.history({ beforeSeq: last.seq, limit: PAGE });
                  setOlder((known) => [...known, ...more]);
                })
              }
            >
              {text("alerts.older")}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
