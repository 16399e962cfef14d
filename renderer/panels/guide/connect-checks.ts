import type { Account } from "#shared/contract/accounts.ts";
import type { Link } from "#shared/contract/links.ts";

export const CHECKS = ["terminal", "ea", "algo", "account", "symbols"] as const;
export type Check = (typeof CHECKS)[number];
/** `unknown`: what comes before it is missing. */
export type CheckState = "ok" | "missing" | "unknown";

type SeenLink = Pick<Link, "kind" | "state" | "ea" | "algoTrading" | "accountId" | "reduceOnly">;

const ALIVE: ReadonlySet<Link["state"]> = new Set(["synchronising", "live"]);
const RANK: Readonly<Record<Link["state"], number>> = {
  live: 5,
  synchronising: 4,
  authenticated: 3,
  stale: 2,
  connecting: 1,
  lost: 1,
  removed: 0,
};

/** How far MetaTrader is set up, from the terminal to its prices; of several terminals the one that has come furthest. */
export function connectChecks(
  links: readonly SeenLink[],
  accounts: readonly Pick<Account, "id">[],
  symbolsOf: (accountId: string) => number,
): Readonly<Record<Check, CheckState>> {
  const link = links
    .filter(({ kind, state }) => kind === "mt5" && state !== "removed")
    .toSorted((one, other) => RANK[other.state] - RANK[one.state])[0];
  if (link === undefined)
    return { terminal: "missing", ea: "unknown", algo: "unknown", account: "unknown", symbols: "unknown" };
  const heard = link.ea.ok && ALIVE.has(link.state) && !link.reduceOnly;
  const after = (ready: boolean): CheckState => (heard ? (ready ? "ok" : "missing") : "unknown");
  const account = accounts.find(({ id }) => id === link.accountId);
  return {
    terminal: "ok",
    ea: heard ? "ok" : "missing",
    algo: link.algoTrading === undefined ? "unknown" : after(link.algoTrading),
    account: after(account !== undefined),
    symbols: account === undefined ? "unknown" : after(symbolsOf(account.id) > 0),
  };
}
