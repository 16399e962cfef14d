import { sql } from "kysely";
import type { PlanFeatures, PlanLimits, PlanType } from "#shared/cloud/plans.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { MemberRole } from "../database/tables-identity.ts";
import type { Principal } from "../http/access.ts";
import type { TokenClaims } from "./access-tokens.ts";

/** Who somebody is, and what their organisation may do, as the database has it at this moment. */
export interface Found {
  readonly user_id: string;
  readonly tenant_id: string;
  readonly account_status: string;
  readonly platform_role: Principal["platformRole"];
  readonly role: MemberRole;
  readonly plan_type: PlanType;
  readonly limits: PlanLimits;
  readonly features: PlanFeatures;
}

export interface FoundSession extends Found {
  readonly session_id: string;
  readonly device_id: string;
  readonly amr: readonly string[];
  readonly second_factor_at: Date | null;
}

interface Asking {
  readonly claims: TokenClaims;
  readonly resolve: (found: FoundSession | undefined) => void;
  readonly reject: (fault: unknown) => void;
}

/** Look-ups under way at once; what arrives meanwhile shares the next one. */
const MOST_AT_ONCE = 2;
const MOST_IN_ONE = 500;

/**
 * Looks callers up, many in one statement. Nothing is remembered: a statement leaves after every request it answers has
 * come, so a sign-in that was ended, a role or a plan that was changed counts at once.
 */
export class CallerLookup {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #waiting: Asking[] = [];
  #underWay = 0;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** @returns undefined for a session that is ended, expired or another user's. */
  find(claims: TokenClaims): Promise<FoundSession | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ claims, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#underWay >= MOST_AT_ONCE || this.#waiting.length === 0) return;
    this.#underWay += 1;
    const asked = this.#waiting.splice(0, MOST_IN_ONE);
    void this.#ask(asked).finally(() => {
      this.#underWay -= 1;
      this.#next();
    });
  }

  async #ask(asked: readonly Asking[]): Promise<void> {
    try {
      const pairs = new Map(asked.map(({ claims }) => [`${claims.sessionId}/${claims.userId}`, claims]));
      const sessions = [...pairs.values()].map(({ sessionId }) => sessionId);
      const members = [...pairs.values()].map(({ userId }) => userId);
      const { rows } = await sql<FoundSession>`
        select * from identity.callers_by_session(${sessions}::uuid[], ${members}::uuid[], ${new Date(this.#clock())})`.execute(
        this.#database.auth,
      );
      const found = new Map(rows.map((row) => [`${row.session_id}/${row.user_id}`, row]));
      for (const { claims, resolve } of asked) resolve(found.get(`${claims.sessionId}/${claims.userId}`));
    } catch (fault) {
      for (const { reject } of asked) reject(fault);
    }
  }
}
