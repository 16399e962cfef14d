import type { FastifyRequest } from "fastify";
import { caller } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import type { CloudParts } from "../parts.ts";
import { takeGuess } from "./attempts.ts";
import { takeTotp } from "./second-factor.ts";

/**
 * Asks a signed-in user for the password again, and for a code where a second factor is set up, before something that
 * cannot be undone or that a stolen token must not do.
 * @throws Problem CREDENTIALS_WRONG, CODE_WRONG, LOGIN_LOCKED.
 */
export async function proveAgain(
  parts: CloudParts,
  request: FastifyRequest,
  password: string,
  code: string | undefined,
): Promise<void> {
  const { database, hasher, keys, clock } = parts;
  const { userId } = caller(request);
  await takeGuess(database, [{ key: `prove:${userId}`, limit: 10 }], clock());
  const user = await database.auth
    .selectFrom("identity.users as u")
    .innerJoin("identity.passwords as p", "p.user_id", "u.user_id")
    .select(["p.hash", "u.two_factor_enabled"])
    .where("u.user_id", "=", userId)
    .executeTakeFirst();
  if (!(await hasher.fits(user?.hash, password))) throw new Problem("CREDENTIALS_WRONG");
  if (user?.two_factor_enabled === true) {
    const right = await database.asAuth((trx) => takeTotp(trx, keys, userId, code ?? "", clock()));
    if (!right) throw new Problem("CODE_WRONG");
  }
  await database.auth.deleteFrom("identity.attempts").where("key", "=", `prove:${userId}`).execute();
}
