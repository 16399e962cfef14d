import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { lotsText } from "../../format/lots.ts";
import { amountText } from "../../format/money.ts";
import { whyWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import type { SessionInput } from "./session-draft.ts";
import { useLadder } from "./use-ladder.ts";

/** What every step of the gale would stake and lose, and the first one that a rule would block. */
export function LadderPreview({ config }: { readonly config: SessionInput | undefined }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { ladder, error } = useLadder(config);
  const blocked = ladder?.steps.find(({ blockedBy }) => blockedBy !== undefined);
  return (
    <section className="ladder" aria-label={text("ladder.title")}>
      <h3>{text("ladder.title")}</h3>
      <p className="dim">{text("ladder.help")}</p>
      {config === undefined && <p className="dim">{text("ladder.waiting")}</p>}
      {config !== undefined && error !== undefined && <ErrorNote error={error} />}
      {ladder !== undefined && <LadderTable ladder={ladder} stale={config === undefined} />}
      {ladder !== undefined && config !== undefined && (
        <p className="ladder-verdict" data-blocked={blocked !== undefined || undefined} role="status">
          {ladder.steps.length === 0
            ? text("ladder.none")
            : blocked?.blockedBy === undefined
              ? text("ladder.clear")
              : text("ladder.first", { step: blocked.step, rule: whyWords(blocked.blockedBy, text, language) })}
        </p>
      )}
    </section>
  );
}

interface LadderTableProps {
  readonly ladder: NonNullable<ReturnType<typeof useLadder>["ladder"]>;
  readonly stale: boolean;
}

const COLUMNS = ["lots", "loss", "cumulative", "margin", "toStop", "toDaily", "toTotal"] as const;

function LadderTable({ ladder, stale }: LadderTableProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { currency, digits, steps } = ladder;
  const money = (minor: number | null): string => (minor === null ? "–" : amountText({ minor, currency, digits }));
  const limited = steps.some(
    ({ roomDailyMinor, roomTotalMinor }) => roomDailyMinor !== null || roomTotalMinor !== null,
  );
  const columns = COLUMNS.filter((column) => limited || (column !== "toDaily" && column !== "toTotal"));
  return (
    <table className="table ladder-table" data-stale={stale || undefined}>
      <thead>
        <tr>
          <th scope="col">{text("ladder.step")}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="number">
              {text(`ladder.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => {
          const shown = {
            lots: step.lots === null ? "–" : lotsText(step.lots),
            loss: money(step.lossMinor),
            cumulative: money(step.cumulativeLossMinor),
            margin: money(step.marginMinor),
            toStop: money(step.roomToStopLossMinor),
            toDaily: money(step.roomDailyMinor),
            toTotal: money(step.roomTotalMinor),
          };
          const rooms = {
            toStop: step.roomToStopLossMinor,
            toDaily: step.roomDailyMinor,
            toTotal: step.roomTotalMinor,
          };
          const isOver = (column: string): boolean => (rooms[column as keyof typeof rooms] ?? 0) < 0;
          return (
            <Fragment key={step.step}>
              <tr data-blocked={step.blockedBy !== undefined || undefined}>
                <th scope="row">{step.step}</th>
                {columns.map((column) => (
                  <td key={column} className={isOver(column) ? "number drop" : "number"}>
                    {shown[column]}
                  </td>
                ))}
              </tr>
              {step.blockedBy !== undefined && (
                <tr className="ladder-why">
                  <td colSpan={columns.length + 1}>
                    {text("ladder.blocked", { rule: whyWords(step.blockedBy, text, language) })}
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
