import type { JournalDesk } from "#bridge/journal/desk/journal-desk.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { Values } from "../command.ts";
import { invalid } from "../run-command.ts";

const DAY_MS = 86_400_000;

export const FILTER_OPTIONS = {
  account: { type: "string" },
  session: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
} as const;

export const FILTER_WORDS = {
  account: "--account A  an account: login@server, or its login",
  session: "--session S  a session: its name or id",
  from: "--from D     closed on this broker day or later: 2026-11-01",
  to: "--to D       closed on this broker day or before",
} as const;

/** Now, as far as the command line can tell: brokers' clocks are known to a running Fairlead only. */
export const deskClock = () => ({ utcMs: Date.now(), broker: {} });

/** @throws FairleadError OPTION_INVALID, NOT_FOUND. */
export function filterOf(desk: JournalDesk, values: Values): TradeFilter {
  const { account, session, from, to } = values;
  const fromMs = typeof from === "string" ? dayOf("from", from) : undefined;
  const toMs = typeof to === "string" ? dayOf("to", to) : undefined;
  if (fromMs !== undefined && toMs !== undefined && toMs < fromMs) throw invalid("--to is before --from.");
  return {
    ...(typeof account === "string" ? { accountIds: accountsOf(desk, account) } : {}),
    ...(typeof session === "string" ? { sessionIds: sessionsOf(desk, session) } : {}),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs: toMs + DAY_MS }),
  };
}

function accountsOf(desk: JournalDesk, wanted: string) {
  const all = desk.accounts().map(({ accountId }) => accountId);
  const found = all.filter((id) => id === wanted || id.split("@")[0] === wanted);
  if (found.length > 0) return found;
  throw new FairleadError(
    "ACCOUNT_NOT_FOUND",
    `No account "${wanted}" has closed trades. Known: ${all.join(", ") || "none"}.`,
  );
}

function sessionsOf(desk: JournalDesk, wanted: string): SessionId[] {
  const links = desk.found({}, deskClock()).flatMap(({ link }) => link ?? []);
  const found = new Set(
    links.filter(({ session, name }) => session === wanted || name === wanted).map(({ session }) => session),
  );
  if (found.size === 0)
    throw new FairleadError("NOT_FOUND", `No session "${wanted}" has closed trades.`, { session: wanted });
  return [...found] as SessionId[];
}

function dayOf(option: string, text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // The 30th of February would be read as the 2nd of March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text)
    throw invalid(`--${option} takes a day like 2026-11-01, not "${text}".`);
  return ms;
}
