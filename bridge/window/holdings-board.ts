import type { PendingOrder, Position } from "#shared/contract/accounts.ts";
import { contract } from "#shared/contract/contract.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type {
  AccountState,
  AccountStateListener,
  PendingOrder as BrokersOrder,
  OpenPosition as BrokersPosition,
} from "../ports/account-state.ts";
import { instrumentIdOf } from "./instrument-board.ts";

/** What windows see of each account's positions and orders: whole sets as the account's terminal told them. */
export class HoldingsBoard {
  readonly positions = topicOf(contract.accounts.positions);
  readonly orders = topicOf(contract.accounts.orders);

  readonly changed: AccountStateListener = (state, changed) => {
    const { account, live, positions, orders } = state;
    const accountId = account.id;
    if (changed === "positions" || changed === "link") {
      const shown = positions.is.map((position) => positionOf(state, position));
      this.positions.set({ accountId, live, takenAtMs: positions.takenAt, positions: shown });
    }
    if (changed === "orders" || changed === "link") {
      const shown = orders.is.map((order) => orderOf(state, order));
      this.orders.set({ accountId, live, takenAtMs: orders.takenAt, orders: shown });
    }
  };
}

function positionOf({ account }: AccountState, position: BrokersPosition): Position {
  const { identifier, ticket, symbol, stopLoss, takeProfit, swap, profit, magic, ...same } = position;
  const money = (value: number): Position["profit"] => moneyFromDouble(value, account.currency, account.currencyDigits);
  return {
    ...same,
    id: `${identifier}`,
    ticket: `${ticket}`,
    instrumentId: instrumentIdOf(account.id, symbol),
    symbol,
    ...given({ stopLoss, takeProfit }),
    swap: money(swap),
    profit: money(profit),
    magic: `${magic}`,
  };
}

function orderOf({ account }: AccountState, order: BrokersOrder): PendingOrder {
  const { ticket, symbol, price, stopLimit, stopLoss, takeProfit, magic, position, expiryMs, ...same } = order;
  return {
    ...same,
    id: `${ticket}`,
    instrumentId: instrumentIdOf(account.id, symbol),
    symbol,
    ...given({ price, stopLimit, stopLoss, takeProfit, expiryMs }),
    magic: `${magic}`,
    ...(position === 0n ? {} : { positionId: `${position}` }),
  };
}

/** MT5 writes 0 for a price or a time that is not set. */
const given = <K extends string>(values: Readonly<Record<K, number>>): Partial<Record<K, number>> =>
  Object.fromEntries(Object.entries<number>(values).filter(([, value]) => value !== 0)) as Partial<Record<K, number>>;
