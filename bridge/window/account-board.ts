import type { Account } from "#shared/contract/accounts.ts";
import { contract } from "#shared/contract/contract.ts";
import type { AnyFrame, Frame } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";

/**
 * Every account as its terminal last described it. It stays when the link is gone: the link's state says how old it is. Of
 * several terminals with one login the one that told first is believed until its session ends: another, by mistake or
 * not, must not turn paper into live or one balance into another before the trader's eyes.
 */
export class AccountBoard implements TerminalLinkListener {
  readonly topic = topicOf(contract.accounts.state);
  readonly #tellers = new Map<AccountId, TerminalLink>();

  /** The broker's clock when the account was last described, broker ms. */
  brokerNow(account: AccountId | undefined): number | undefined {
    return account === undefined ? undefined : this.topic.get(account)?.timeMs;
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    if (frame.name !== "AccountSnapshot" || link.role !== "ea") return;
    const { id } = link.account;
    const teller = this.#tellers.get(id);
    if (teller !== undefined && teller !== link && teller.open) return;
    this.#tellers.set(id, link);
    this.topic.set(accountOf(link, frame));
  }
}

function accountOf(link: TerminalLink, { fields }: Frame<"AccountSnapshot">): Account {
  const { account } = link;
  const money = (value: number): Account["balance"] => moneyFromDouble(value, account.currency, account.currencyDigits);
  return {
    id: account.id,
    terminalId: link.terminal,
    login: account.login,
    server: account.server,
    name: account.name,
    company: account.company,
    currency: account.currency,
    currencyDigits: account.currencyDigits,
    leverage: fields.leverage,
    nature: link.kind === "paper" ? "paper" : account.tradeMode === "real" ? "live" : account.tradeMode,
    margin: account.marginMode,
    balance: money(fields.balance),
    equity: money(fields.equity),
    profit: money(fields.profit),
    margined: money(fields.margin),
    freeMargin: money(fields.marginFree),
    // MT5 gives 0 while nothing is margined, which is no level at all.
    ...(fields.margin > 0 ? { marginLevel: fields.marginLevel } : {}),
    positions: fields.positions,
    orders: fields.orders,
    timeMs: fields.brokerMs,
    utcOffsetS: link.utcOffsetS,
  };
}
