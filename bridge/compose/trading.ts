import type { contract } from "#shared/contract/contract.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import type { MetatraderConnector } from "../metatrader-connector/connector.ts";
import { TradeDesk } from "../metatrader-connector/trade-desk.ts";
import type { AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import type { DealLedger } from "../ports/deal-ledger.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { Ledger } from "../store/ledger/ledger.ts";
import type { LeaseDesk } from "../trading/lease/lease-desk.ts";
import { AccountMarkets, type LastQuote } from "../trading/risk/account-markets.ts";
import { TradingService } from "../trading/trading-service.ts";
import { limitsInput, riskMethods } from "../window/risk-methods.ts";
import { TradingBoard } from "../window/trading-board.ts";
import { tradingMethods } from "../window/trading-methods.ts";

/** Intents of earlier runs that a window finds in its log. */
const REMEMBERED = 500;

export interface TradingParts {
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly deals: DealLedger;
  readonly connector: MetatraderConnector;
  readonly states: AccountStates;
  readonly leases: LeaseDesk;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly quote: (account: AccountId, symbol: string) => LastQuote | null;
  /** Told after each change of an account's kill switch. */
  readonly latched: (account: AccountId) => void;
  /** @throws FairleadError PLAN_BLOCKS. */
  readonly assertMayOpen: (account: AccountId) => void;
}

export interface ComposedTrading {
  readonly service: TradingService;
  /** How an account stands against its limits, as last looked at. */
  readonly riskOf: (account: AccountId) => RiskView | undefined;
  readonly methods: {
    readonly trading: DomainHandlers<typeof contract.trading>;
    readonly risk: DomainHandlers<typeof contract.risk>;
  };
  stop(): void;
}

/** Trading from the link to the window; it hears the link from now on, so it must be made before the link starts. */
export function composeTrading(parts: TradingParts): ComposedTrading {
  const { settings, ledger, deals, connector, states, leases, clock, events } = parts;
  const markets = new AccountMarkets(parts.quote, (account) => ledger.instruments.of(account));
  const gateway = new TradeDesk(connector.bridgeEpoch);
  const seen = ledger.terminals.accounts();
  const board = new TradingBoard(
    (account) => states.current(account)?.account ?? seen.find(({ id }) => id === account),
    (magic) => service.byMagic(magic)?.intent.id,
  );
  const service: TradingService = new TradingService({
    settings: settings.group("trading"),
    ledger: { intents: ledger.intents, deals, safety: ledger.safety, risk: ledger.risk },
    gateway,
    states,
    markets,
    leases,
    clock,
    events,
    knownAccounts: seen.map(({ id }) => id),
    latchesChanged: (account) => {
      board.latched(account, service.killSwitch.view(account));
      parts.latched(account);
    },
    assertMayOpen: parts.assertMayOpen,
    flattenChanged: (progress) => board.flattened(progress),
    looked: (state, standing) => {
      const { id } = state.account;
      const limits = service.risk.limits(id);
      board.judged(state, limits && limitsInput(limits), standing?.rules ?? [], dayOf(service, id));
    },
  });
  board.remember(service.recent(REMEMBERED));
  for (const progress of service.killSwitch.flattens()) board.flattened(progress);
  for (const account of service.accounts()) board.latched(account, service.killSwitch.view(account));
  service.listen(board);
  connector.listen(markets);
  connector.listen(gateway);
  service.start();
  return {
    service,
    riskOf: (account) => board.risk.get(account),
    methods: {
      trading: tradingMethods({ service, board, states, markets, deals }),
      risk: riskMethods(service, board, states),
    },
    stop: () => service.stop(),
  };
}

function dayOf({ risk }: TradingService, account: AccountId) {
  const day = risk.dayNow(account)?.day;
  if (day === undefined) return null;
  const { key, endMs: resetMs, startBalance, startEquity, confirmed, trades, realised } = day;
  return { key, resetMs, startBalance, startEquity, confirmed, trades, realised };
}
