import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { useCell } from "../../hooks/use-store.ts";
import { type Submission, useSubmit } from "../../hooks/use-submit.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount, useShownInstrument } from "../../services/shown.ts";
import { type Draft, EMPTY_DRAFT } from "./draft.ts";
import { useOrderKeys } from "./use-order-keys.ts";

/** What the ticket holds: the same wherever its panel lies, and while it has none. */
export interface Ticket {
  readonly account: Account | undefined;
  readonly instrument: Instrument | undefined;
  readonly draft: Draft;
  /** What became of the order last sent: it outlives the panel, so that nothing is sent twice meanwhile. */
  readonly submission: Submission;
  readonly change: (change: Partial<Draft>) => void;
}

const TicketContext = createContext<Ticket | undefined>(undefined);

/** @throws Error outside a TicketKeeper. */
export function useTicket(): Ticket {
  const ticket = useContext(TicketContext);
  if (ticket === undefined) throw new Error("the ticket was drawn outside its TicketKeeper");
  return ticket;
}

/** Prices of one symbol mean nothing for another; type and size stay. */
const forAnotherSymbol = (draft: Draft): Draft => ({
  ...draft,
  price: "",
  stopLimit: "",
  stopLoss: "",
  takeProfit: "",
});

/** Keeps the ticket as it was left while its panel is closed or behind another, and answers the trading keys from it. */
export function TicketKeeper({ children }: { readonly children: ReactNode }): ReactNode {
  const account = useShownAccount();
  const instrument = useShownInstrument();
  const submission = useSubmit();
  const [kept, setKept] = useState({ draft: EMPTY_DRAFT, of: instrument?.id });
  // A symbol that is gone for a moment (a bridge that starts again) finds its prices where they were.
  const isAnother = instrument !== undefined && kept.of !== instrument.id;
  const draft = isAnother ? forAnotherSymbol(kept.draft) : kept.draft;
  if (isAnother) setKept({ draft, of: instrument.id });

  // A price chosen elsewhere comes into the fields; sending stays with the two buttons.
  const wish = useCell(useServices().prepared);
  const [taken, setTaken] = useState(wish);
  if (wish !== taken) {
    setTaken(wish);
    if (wish !== undefined && wish.instrumentId === instrument?.id) {
      setKept({ of: instrument.id, draft: { ...draft, type: "limit", price: wish.price } });
    }
  }

  useOrderKeys({ account, instrument, draft, submission });

  const change = useCallback(
    (part: Partial<Draft>) => setKept((now) => ({ ...now, draft: { ...now.draft, ...part } })),
    [],
  );
  const ticket = useMemo(
    () => ({ account, instrument, draft, submission, change }),
    [account, instrument, draft, submission, change],
  );
  return <TicketContext value={ticket}>{children}</TicketContext>;
}
