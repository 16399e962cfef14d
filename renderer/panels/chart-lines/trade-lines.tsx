import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { PriceChart } from "../../chart/price-chart.ts";
import { apart, levelOf, linesOf, placed, samePrice } from "../../chart/trade-lines.ts";
import "./chart-lines.css";
import { priceFormat } from "../../format/price.ts";
import { type Submission, useSubmit } from "../../hooks/use-submit.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownOrders, useShownPositions } from "../../services/holdings.ts";
import { useShownAccount } from "../../services/shown.ts";
import { OutcomeLine } from "../order-outcome/outcome-line.tsx";
import type { Ghost } from "./ghost.ts";
import { GhostLine } from "./ghost-line.tsx";
import { LineLabel } from "./line-label.tsx";
import { moveOrder } from "./line-orders.ts";
import { NoStopZone } from "./no-stop-zone.tsx";
import type { LineMoves } from "./use-line-moves.ts";

interface TradeLinesProps {
  readonly instrument: Instrument;
  readonly chart: PriceChart;
}

/** Positions and pending orders of the chart's symbol as lines over it, and the one line that is being moved. */
export function TradeLines(props: TradeLinesProps): ReactNode {
  const account = useShownAccount();
  return account === undefined || account.id !== props.instrument.accountId ? null : (
    // Another account's position may have the same number: a line that is being moved here is not moved there.
    <Lines key={account.id} {...props} account={account} />
  );
}

/** Labels of one column keep apart: entries, stops and targets, and the one that is being moved above them all. */
const COLUMNS = [
  ".trade-line:not(.trade-line-ghost):is([data-role=entry], [data-role=price], [data-role=stopLimit])",
  ".trade-line:not(.trade-line-ghost):is([data-role=stopLoss], [data-role=takeProfit])",
  ".trade-line-ghost",
] as const;

const REFUSED: ReadonlySet<string> = new Set(["rejected", "refused", "notSent"]);
const cameToNothing = ({ phase, intent }: Submission): boolean =>
  phase === "failed" || (phase === "answered" && intent !== undefined && REFUSED.has(intent.state));

const isInDoubt = ({ phase, intent }: Submission): boolean => phase === "unsure" || intent?.state === "unknown";

function Lines({ instrument, chart, account }: TradeLinesProps & { readonly account: Account }): ReactNode {
  const text = useText();
  const positions = useShownPositions();
  const orders = useShownOrders();
  const submission = useSubmit();
  const [ghost, setGhost] = useState<Ghost>();
  const plot = useRef<HTMLDivElement>(null);
  const lines = useMemo(
    () => linesOf(instrument.symbol, positions?.positions ?? [], orders?.orders ?? []),
    [instrument.symbol, positions, orders],
  );

  const subject = ghost && lines.find(({ key }) => key.startsWith(subjectKey(ghost.line.key)))?.subject;
  const held = ghost && subject && levelOf(subject, ghost.line.role);
  // The broker's own snapshot ends a move, or the broker's no: then the line is back where it was.
  const isDropped = ghost?.sent === true && submission.phase === "idle";
  if (ghost !== undefined && (held === undefined || isDropped)) setGhost(undefined);
  else if (ghost?.sent === true && samePrice(held?.price, ghost.price, instrument)) {
    setGhost(undefined);
    submission.dismiss();
  } else if (ghost?.sent === true && cameToNothing(submission)) setGhost(undefined);

  const layout = useCallback(() => {
    const host = plot.current;
    if (host === null) return;
    const { width, height } = chart.plotSize();
    host.style.width = `${width}px`;
    host.style.height = `${height}px`;
    for (const column of COLUMNS) {
      const drawn = [...host.querySelectorAll<HTMLElement>(column)];
      const places = drawn.map((line) => placed(chart.yOf(Number(line.dataset["price"])), height));
      const labels = apart(
        places.map(({ y, shift }) => y + shift),
        height,
      );
      for (const [index, line] of drawn.entries()) {
        const { y = 0, off = "" } = places[index] ?? {};
        line.style.transform = `translateY(${Math.round(y)}px)`;
        line.style.setProperty("--shift", `${Math.round((labels[index] ?? y) - y)}px`);
        line.dataset["off"] = off;
      }
    }
  }, [chart]);
  useLayoutEffect(() => chart.onPaint(layout), [chart, layout]);
  useLayoutEffect(layout);

  const moves: LineMoves = {
    onMove: (line, price) => {
      if (ghost?.sent !== true) setGhost({ line, price, sent: false });
    },
    onConfirm: () => {
      const order = ghost && !ghost.sent && held && moveOrder(held, ghost.price);
      if (ghost === undefined || order === undefined || order === false || submission.holds) return;
      setGhost({ ...ghost, sent: true });
      submission.place(account.id, order);
    },
    onDiscard: () => {
      if (ghost?.sent !== true) setGhost(undefined);
    },
  };
  const shared = { account, instrument, chart, moves, submission };
  const live = positions?.live !== false;
  return (
    <>
      <div ref={plot} className="trade-lines" role="group" aria-label={text("line.region")} data-plot>
        {ghost !== undefined && held !== undefined && <NoStopZone instrument={instrument} chart={chart} line={held} />}
        {lines.map((line) => (
          <LineLabel
            key={line.key}
            {...shared}
            line={line}
            live={live}
            movingTo={ghost?.line.key === line.key ? ghost.price : undefined}
          />
        ))}
        {ghost !== undefined && held !== undefined && <GhostLine {...shared} ghost={ghost} held={held} />}
      </div>
      {submission.phase !== "idle" && (ghost === undefined || isInDoubt(submission)) && (
        <div className="trade-lines-outcome">
          <OutcomeLine submission={submission} format={priceFormat(instrument)} />
        </div>
      )}
    </>
  );
}

/** `position 17 `: what a line belongs to, without the level. */
const subjectKey = (key: string): string => key.slice(0, key.lastIndexOf(" ") + 1);
