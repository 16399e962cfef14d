import type { ReactNode } from "react";
import type { Preview } from "#shared/contract/verdict.ts";
import { useNow } from "../../hooks/use-now.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { minorText } from "../../i18n/verdict-words.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import type { SideVerdict } from "./ask-verdict.ts";
import type { Side } from "./draft.ts";
import { firstProblem } from "./readings.ts";
import { RuleList } from "./rule-list.tsx";

/** A verdict older than this is said to be old. */
const OLD_MS = 3_000;

interface VerdictBoxProps {
  readonly side: Side;
  readonly verdict: SideVerdict | undefined;
  readonly atMs: number;
  readonly onSide: (side: Side) => void;
}

/** What the bridge says of the order as it stands: what it can cost, what is left, what blocks it, and every rule. */
export function VerdictBox({ side, verdict, atMs, onSide }: VerdictBoxProps): ReactNode {
  const text = useText();
  const ageMs = useNow(1_000) - atMs;
  const preview = verdict?.preview;
  const problem = firstProblem(text, verdict);
  const judged = preview?.verdict ?? undefined;
  const status = judged === undefined ? undefined : judged.allowed ? "allowed" : "blocked";
  return (
    <section className="verdict" aria-label={text("ticket.verdict")} data-status={status}>
      <Segmented
        label={text("ticket.verdict")}
        value={side}
        options={[
          { value: "buy", text: text("ticket.verdict.buy") },
          { value: "sell", text: text("ticket.verdict.sell") },
        ]}
        onChoose={onSide}
      />
      <div className="verdict-words selectable" aria-live="polite">
        {verdict === undefined && <p className="dim">{text("ticket.verdict.waiting")}</p>}
        {verdict?.error !== undefined && <ErrorNote error={verdict.error} />}
        {problem !== undefined && <p className="verdict-problem">{problem}</p>}
        {preview !== undefined && judged !== undefined && <VerdictSentence preview={preview} verdict={judged} />}
      </div>
      {preview !== undefined && judged !== undefined && <RuleList rules={judged.rules} money={preview} />}
      {atMs > 0 && ageMs > OLD_MS && (
        <p className="verdict-old">{text("ticket.verdict.old", { age: longAgeText(text, ageMs) })}</p>
      )}
    </section>
  );
}

interface SentenceProps {
  readonly preview: Preview;
  readonly verdict: NonNullable<Preview["verdict"]>;
}

function VerdictSentence({ preview, verdict }: SentenceProps): ReactNode {
  const text = useText();
  const { worst, daily, blocking, margin, effect } = verdict;
  const money = (minor: number): string => minorText(minor, preview);
  const costs = worst.spread + worst.commission + worst.slippage > 0;
  return (
    <>
      <p className="verdict-sentence">
        {worst.loss === null
          ? text("ticket.verdict.noStop")
          : effect === "reduces"
            ? text("ticket.verdict.noLoss")
            : text("ticket.verdict.atStop", { loss: money(-worst.loss) })}{" "}
        {daily !== null &&
          (daily.after === null
            ? text(worst.loss === null ? "ticket.verdict.roomNoStop" : "ticket.verdict.roomUnknown")
            : text("ticket.verdict.room", { room: money(daily.after) }))}{" "}
        {blocking === null ? (
          <span className="verdict-allowed">{text("ticket.verdict.allowed")}</span>
        ) : (
          <strong className="verdict-blocked">
            {text("ticket.verdict.blocked", { rule: text(`rule.${blocking}`) })}
          </strong>
        )}
      </p>
      <p className="dim">
        {costs &&
          // Without a stop there is no sum that they could be in.
          text(worst.loss === null ? "ticket.verdict.costsAlone" : "ticket.verdict.costs", {
            spread: money(worst.spread),
            commission: money(worst.commission),
            slippage: money(worst.slippage),
          })}{" "}
        {margin !== null && text("ticket.verdict.margin", { margin: money(margin) })}{" "}
        {daily !== null && !daily.confirmed && text("ticket.verdict.notConfirmed")}
      </p>
    </>
  );
}
