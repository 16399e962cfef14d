import type { EquityBody } from "#shared/sync/bodies.ts";
import type { AccountState } from "#shared/sync/lanes.ts";

/** What each connected account is worth at a moment. One that is not connected has no word of that moment. */
export function equityRows(accounts: readonly AccountState[], atMs: number): EquityBody[] {
  return accounts
    .filter(({ link }) => link === "live")
    .map(({ server, login, currency, digits, balanceMinor, equityMinor }) => ({
      server,
      login,
      at_ms: atMs,
      balance_minor: balanceMinor,
      equity_minor: equityMinor,
      currency,
      digits,
    }));
}
