import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { networkOf } from "../http/address.ts";
import { Problem } from "../http/problem.ts";

/** A counter of guesses, and how many an hour it takes until it locks (30 s, doubled each time, 15 minutes at most). */
export interface Guess {
  readonly key: string;
  readonly limit: number;
}

/** Who guesses at which account from where. The account's own limit is wide, so that a stranger hardly locks it. */
export function loginGuesses(account: string, ip: string): Guess[] {
  const network = networkOf(ip);
  return [
    { key: `login:${account}|${network}`, limit: 5 },
    { key: `login:${account}`, limit: 50 },
    { key: `login:@${network}`, limit: 60 },
  ];
}

/**
 * Counts a guess before it is tried.
 * @throws Problem LOGIN_LOCKED with Retry-After while one of the counters is locked; then nothing is counted.
 */
export async function takeGuess(database: Database, guesses: readonly Guess[], now: number): Promise<void> {
  const keys = guesses.map(({ key }) => key);
  const limits = guesses.map(({ limit }) => limit);
  const { rows } = await sql<{ until: Date | null }>`
    select identity.take_attempt(${keys}::text[], ${limits}::integer[], ${new Date(now)}) as until`.execute(
    database.auth,
  );
  const until = rows[0]?.until;
  if (until === null || until === undefined) return;
  const seconds = Math.max(1, Math.ceil((until.getTime() - now) / 1_000));
  throw new Problem("LOGIN_LOCKED", `Too many attempts: try again in ${seconds} s.`, {
    headers: { "retry-after": `${seconds}` },
  });
}

/** A right answer: the pair of account and network starts anew, the wide counters take this one guess back. */
export async function forgetGuess(database: Database, [own, ...wide]: readonly Guess[]): Promise<void> {
  if (own !== undefined) await database.auth.deleteFrom("identity.attempts").where("key", "=", own.key).execute();
  const keys = wide.map(({ key }) => key);
  if (keys.length === 0) return;
  await database.auth
    .updateTable("identity.attempts")
    .set((eb) => ({ failures: sql<number>`greatest(0, ${eb.ref("failures")} - 1)` }))
    .where("key", "in", keys)
    .execute();
}
