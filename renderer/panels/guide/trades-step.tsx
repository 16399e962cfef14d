import { Check, Circle } from "lucide-react";
import type { ReactNode } from "react";
import { useKeys } from "../../hooks/use-keys.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PRACTICE } from "./practice-trades.ts";
import { usePractice } from "./use-guide-steps.ts";

/** Three trades with paper money, each ticked off by what the account really did. */
export function TradesStep(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const trades = usePractice();
  const { ticket } = useServices();
  const keys = useKeys("ticket.toggle");
  const mark = (done: boolean, words: string): ReactNode => (
    <li data-done={done || undefined}>
      <Icon of={done ? Check : Circle} />
      <span>
        {words} {done && <span className="visually-hidden">{text("guide.done")}</span>}
      </span>
    </li>
  );
  return (
    <>
      <h3>{text("guide.step.trades")}</h3>
      <p>{text(account?.nature === "paper" ? "guide.trades.what" : "guide.trades.notPaper")}</p>
      <Button look="primary" aria-keyshortcuts={keys.aria} onClick={() => ticket.open()}>
        {text("ticket.open")}
      </Button>
      <ol className="guide-trades">
        {PRACTICE.map((kind) => (
          <li key={kind}>
            <h4>{text(`guide.trade.${kind}`)}</h4>
            <p>{text(`guide.trade.${kind}.how`)}</p>
            <ul className="guide-checks">
              {mark(trades[kind].placed, text("guide.trade.placed"))}
              {mark(trades[kind].over, text(kind === "pending" ? "guide.trade.gone" : "guide.trade.closed"))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  );
}
