import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ImportPreview } from "#shared/contract/journal-files.ts";
import { dateText } from "../../format/clock.ts";
import { useText } from "../../i18n/use-text.ts";
import { metricWords } from "../statistics/metric-words.ts";

/** What a report holds and what importing it would do. */
export function ImportPreviewBody({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const text = useText();
  const { kind, title, known, currency, netting, fromMs, toMs, encoding, skipped } = preview;
  const counts = [
    text("journal.import.added", { count: preview.added }),
    ...(preview.duplicates > 0 ? [text("journal.import.duplicates", { count: preview.duplicates })] : []),
    ...(preview.changed > 0 ? [text("journal.import.changed", { count: preview.changed })] : []),
  ];
  const rows: readonly (readonly [string, string])[] = [
    [text("journal.import.kind"), text(`journal.import.kind.${kind}`)],
    [
      text("journal.import.account"),
      `${title} ${currency} · ${text(known ? "journal.import.account.known" : "journal.import.account.new")}`,
    ],
    [text("journal.import.mode"), text(netting ? "journal.import.netting" : "journal.import.hedging")],
    [
      text("journal.import.period"),
      fromMs === null || toMs === null ? text("journal.unknown") : `${dateText(fromMs)} – ${dateText(toMs)}`,
    ],
    [text("journal.import.encoding"), encoding],
    [text("journal.import.trades"), String(preview.trades)],
    [text("journal.import.rows"), counts.join(", ")],
    [text("journal.import.cash"), String(preview.cashRows)],
    ...(skipped.length === 0
      ? []
      : [
          [
            text("journal.import.skipped"),
            skipped.map(({ why, rows: left }) => text(`journal.import.skipped.${why}`, { count: left })).join(", "),
          ] as const,
        ]),
  ];
  return (
    <>
      <dl className="journal-preview">
        {rows.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="selectable">{words}</dd>
          </div>
        ))}
      </dl>
      <Checks checks={preview.checks} />
    </>
  );
}

function Checks({ checks }: { readonly checks: ImportPreview["checks"] }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  if (checks.length === 0) return <p className="dim">{text("journal.import.noChecks")}</p>;
  return (
    <table className="table journal-checks" aria-label={text("journal.import.checks")}>
      <thead>
        <tr>
          <th scope="col">{text("journal.import.figure")}</th>
          <th scope="col" className="number">
            {text("journal.import.printed")}
          </th>
          <th scope="col" className="number">
            {text("journal.import.ours")}
          </th>
          <th scope="col">
            <span className="visually-hidden">{text("journal.import.checks")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ id, printed, ours, agrees }) => (
          <tr key={id}>
            <th scope="row">{metricWords(id, language).name}</th>
            <td className="number selectable">{printed}</td>
            <td className="number selectable">{ours}</td>
            <td className={agrees ? "journal-agrees" : "journal-differs"}>
              <span aria-hidden>{agrees ? "✓ " : "≠ "}</span>
              {text(agrees ? "journal.import.agrees" : "journal.import.differs")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
