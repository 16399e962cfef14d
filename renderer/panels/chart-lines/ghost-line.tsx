import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { PriceChart } from "../../chart/price-chart.ts";
import type { TradeLine } from "../../chart/trade-lines.ts";
import { priceFormat } from "../../format/price.ts";
import type { Submission } from "../../hooks/use-submit.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { SENDS } from "../../ui/echo-guard.ts";
import type { Ghost } from "./ghost.ts";
import { ghostFacts } from "./ghost-facts.ts";
import { lineName } from "./line-label.tsx";
import { moveOrder } from "./line-orders.ts";
import { useGhostVerdict } from "./use-ghost-verdict.ts";
import { type LineMoves, lineHandlers } from "./use-line-moves.ts";
import { useMarketPrice } from "./use-market-price.ts";

interface GhostLineProps {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly chart: PriceChart;
  readonly ghost: Ghost;
  /** The level as the broker has it now. */
  readonly held: TradeLine;
  readonly moves: LineMoves;
  readonly submission: Submission;
}

/** It appears under the hand, or because a button asked for it: the keyboard goes on from there. */
const focusWhenNew = (handle: HTMLElement | null): void => {
  if (handle !== null && document.activeElement?.getAttribute("role") !== "slider") handle.focus();
};

/** Where a line is being moved to: price, distance, money and R, red where the bridge would refuse it. */
export function GhostLine({ account, instrument, chart, ghost, held, moves, submission }: GhostLineProps): ReactNode {
  const text = useText();
  const order = moveOrder(held, ghost.price);
  const preview = useGhostVerdict(account.id, order);
  const price = priceFormat(instrument).text(ghost.price);
  const { role } = held;
  const market = useMarketPrice(instrument.id, held.side);
  const blocking = preview?.verdict?.blocking ?? undefined;
  const facts = ghostFacts(text, { held, price: ghost.price, instrument, preview, market });
  const name = lineName(text, held, price);
  return (
    <div
      className="trade-line trade-line-ghost"
      data-role={role}
      data-side={held.side}
      data-price={ghost.price}
      data-blocked={blocking !== undefined || undefined}
    >
      <span className="trade-line-rule" />
      <div className="trade-line-label">
        <span
          ref={focusWhenNew}
          className="trade-line-handle"
          role="slider"
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={text("line.movable", { line: name })}
          aria-valuenow={ghost.price}
          aria-valuetext={facts.join(", ")}
          {...lineHandlers(chart, instrument, held, ghost.price, moves)}
        >
          {facts.join(" · ")}
        </span>
        {blocking !== undefined && (
          <span className="verdict-blocked">{text("ticket.verdict.blocked", { rule: text(`rule.${blocking}`) })}</span>
        )}
        {ghost.sent ? (
          <span role="status">{text(submission.phase === "unsure" ? "outcome.unsure" : "line.pending")}</span>
        ) : (
          <>
            <Button
              {...SENDS}
              look="primary"
              aria-label={text("line.confirm.long", { line: name, price, account: accountText(text, account) })}
              title={accountText(text, account)}
              disabled={blocking !== undefined || submission.holds}
              onClick={moves.onConfirm}
            >
              {text("line.confirm")}
            </Button>
            <Button onClick={moves.onDiscard}>{text("line.discard")}</Button>
          </>
        )}
      </div>
    </div>
  );
}
