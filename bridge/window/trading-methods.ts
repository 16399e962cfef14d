import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { OrderInput } from "#shared/contract/order-input.ts";
import type { AccountId, Lots, Price, Ticket } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { IntentId, OrderRequest } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import type { AccountState, AccountStates } from "../ports/account-state.ts";
import type { DealLedger } from "../ports/deal-ledger.ts";
import type { AccountMarkets } from "../trading/risk/account-markets.ts";
import type { TradingService } from "../trading/trading-service.ts";
import { orderLevels } from "./order-levels.ts";
import { readOrder } from "./read-order.ts";
import { sizeMethod } from "./size-method.ts";
import type { TradingBoard } from "./trading-board.ts";
import { intentView, verdictView } from "./trading-views.ts";

/** A window waits this long for MT5's answer; what comes later comes by the log. */
const ANSWER_MS = 2_000;
const TICKET = { kind: "ticket" } as const;

export interface TradingMethodsPorts {
  readonly service: TradingService;
  readonly board: TradingBoard;
  readonly states: AccountStates;
  readonly markets: AccountMarkets;
  readonly deals: DealLedger;
}

/** Serves `trading`. Each command has happened, on disk where it must be, when it is answered. */
export function tradingMethods(ports: TradingMethodsPorts): DomainHandlers<typeof contract.trading> {
  const { service, board, states, markets, deals } = ports;
  const known = (account: AccountId): void => {
    if (!service.accounts().includes(account)) throw new FairleadError("ACCOUNT_NOT_FOUND", undefined, { account });
  };
  const state = (account: AccountId): AccountState => {
    known(account);
    const current = states.current(account);
    if (current === undefined)
      throw new FairleadError("LINK_DOWN", "The account has not told its state yet.", { account });
    return current;
  };
  const read = (account: AccountId, input: OrderInput) =>
    readOrder(input, {
      spec: markets.spec(account, input.symbol),
      position: (id) => states.current(account)?.positions.is.find(({ identifier }) => identifier === id),
    });
  const view = (record: IntentRecord) => intentView(record, board.intents.lastSeq);
  const place = async (account: AccountId, id: IntentId, request: OrderRequest): Promise<IntentRecord> => {
    const { intent } = service.place({ id: lower(id), account, source: TICKET, request, stopWithinMs: null });
    return service.answered(intent.id, ANSWER_MS);
  };
  return {
    preview: ({ accountId, order: input }) => {
      known(accountId);
      const { request, order } = read(accountId, input);
      const current = states.current(accountId);
      const { currency, currencyDigits: digits } = current?.account ?? NO_CURRENCY;
      const terms = current && service.risk.exposures.terms(current, input.symbol, markets.rates(accountId));
      const levels = orderLevels(request, current, terms ?? null);
      const verdict = request === null ? null : verdictView(service.preview(accountId, request, TICKET));
      return { currency, digits, order, levels, verdict };
    },
    size: (input) => sizeMethod({ ...ports, state: state(input.accountId) }, input),
    place: async ({ accountId, intentId, order: input }) => {
      known(accountId);
      const { request, order } = read(accountId, input);
      if (request === null) {
        const { field = "", code = "" } = order.problems[0] ?? {};
        throw new FairleadError("ORDER_INVALID", undefined, { field, problem: code });
      }
      return { intent: view(await place(accountId, intentId, request)) };
    },
    reverse: async ({ accountId, position: text, closeIntentId, openIntentId }) => {
      const position = BigInt(text) as Ticket;
      const held = state(accountId).positions.is.find(({ identifier }) => identifier === position);
      const asked = service.intent(lower(closeIntentId))?.intent.request;
      const closing = asked?.action === "close" ? asked : null;
      if (held === undefined && closing === null)
        throw new FairleadError("ORDER_INVALID", undefined, { field: "position" });
      const { symbol, side, lots } = closing ?? {
        symbol: held?.symbol ?? "",
        side: held?.side ?? "buy",
        lots: (held?.volume ?? 0) as Lots,
      };
      const close = await place(accountId, closeIntentId, {
        action: "close",
        symbol,
        position,
        side,
        lots,
        deviation: null,
      });
      if (close.outcome.state !== "done") return { close: view(close) };
      const kind = side === "buy" ? ("sell" as const) : ("buy" as const);
      const levels = { price: null, stopLoss: null as Price | null, takeProfit: null as Price | null };
      const request = { action: "open", symbol, kind, lots, ...levels, deviation: null, holdMs: null } as const;
      return { close: view(close), open: view(await place(accountId, openIntentId, request)) };
    },
    latch: ({ accountId, verb }) => {
      if (accountId !== null) known(accountId);
      return {
        accounts: [...service.killSwitch.latch(accountId, verb, { cause: "user", words: "You asked for it." })],
      };
    },
    resetLatch: ({ accountId, verb }) => {
      if (accountId !== null) known(accountId);
      service.killSwitch.reset(accountId, verb, "user");
      return {};
    },
    intents: () => board.intents,
    deals: () => board.deals,
    history: ({ accountId, fromMs, toMs, limit }) => {
      known(accountId);
      const found = deals.between(accountId, fromMs, toMs, limit);
      return {
        deals: found.flatMap((deal, at) => board.dealView({ account: accountId, revision: 1, deal }, at) ?? []),
      };
    },
    latches: () => board.latches,
    flattening: () => board.flattening,
  };
}

/** An account that has told nothing yet counts in no money; its preview says so by its rules. */
const NO_CURRENCY = { currency: "", currencyDigits: 2 } as const;

/** One id, one text: upper case would be another intent. */
const lower = (id: IntentId): IntentId => id.toLowerCase() as IntentId;
