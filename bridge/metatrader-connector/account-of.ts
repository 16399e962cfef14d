import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { AccountRecord } from "../ports/terminal-registry.ts";

/** The account that a Hello describes. */
export function accountOf(hello: FieldsOf<"Hello">): AccountRecord {
  return {
    id: `${hello.login}@${hello.server}` as AccountId,
    login: `${hello.login}`,
    server: hello.server,
    company: hello.company,
    name: hello.accountName,
    currency: hello.currency,
    currencyDigits: Math.min(hello.currencyDigits, 8),
    tradeMode: hello.tradeMode,
    marginMode: hello.marginMode,
    leverage: hello.leverage,
  };
}
