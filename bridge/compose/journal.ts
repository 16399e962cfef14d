import type { contract } from "#shared/contract/contract.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { JournalService } from "../journal/journal-service.ts";
import type { AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import type { DealLedger } from "../ports/deal-ledger.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { InstrumentBook } from "../ports/instrument-book.ts";
import type { TickStore } from "../ports/tick-store.ts";
import type { Ledger } from "../store/ledger/ledger.ts";
import type { TradingService } from "../trading/trading-service.ts";
import { journalMethods } from "../window/journal-methods.ts";

/** More deals than a replay makes. */
const PASSING_DEALS = 1_000_000;

export interface JournalParts {
  readonly profile: string;
  readonly ledger: Ledger;
  readonly deals: DealLedger;
  readonly ticks: TickStore;
  readonly instruments: InstrumentBook;
  readonly service: TradingService;
  readonly states: AccountStates;
  readonly clock: Clock;
  readonly events: EventSink;
  /** The account of a replay: its deals are kept in no file. */
  readonly passing: AccountId | undefined;
}

export interface ComposedJournal {
  readonly methods: DomainHandlers<typeof contract.journal>;
  stop(): Promise<void>;
}

/** The journal hears every deal and every account's figures from now on. */
export function composeJournal(parts: JournalParts): ComposedJournal {
  const { profile, ledger, deals, ticks, instruments, service, states, clock, events, passing } = parts;
  const live = () => states.all().filter((state) => state.live);
  const journal = new JournalService({
    profile,
    store: ledger.journal,
    clock,
    events,
    measure: { ticks, instrument: (account, symbol) => instruments.get(account, symbol) },
    balances: () => Object.fromEntries(live().map(({ account, figures }) => [account.id, figures.is.balance])),
    brokerClocks: () => Object.fromEntries(live().map(({ account, figures }) => [account.id, figures.brokerMs])),
    passing:
      passing === undefined
        ? undefined
        : { account: passing, deals: () => deals.between(passing, 0, Number.MAX_SAFE_INTEGER, PASSING_DEALS) },
  });
  const unlisten = service.listen({ deal: (kept) => journal.dealt(kept) });
  const unsubscribe = states.subscribe((state, changed) => {
    if (changed === "figures") journal.seen(state);
  });
  return {
    methods: journalMethods(journal),
    stop: async () => {
      unlisten();
      unsubscribe();
      await journal.stop();
    },
  };
}
