import { availableParallelism } from "node:os";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { Problem } from "../http/problem.ts";

/** Cost of one hash; OWASP's second choice for argon2id (19 MiB, two passes) unless a test says otherwise. */
export interface HashCost {
  readonly memoryKiB: number;
  readonly passes: number;
}

export const USUAL_COST: HashCost = { memoryKiB: 19_456, passes: 2 };

/** More than these in line would wait for longer than a client does. */
const LINE = 64;

/** Hashes and checks passwords with argon2id, as many at a time as there are cores; a line that is too long is refused. */
export class PasswordHasher {
  readonly #cost: HashCost;
  readonly #width: number;
  readonly #line: (() => void)[] = [];
  #running = 0;
  #dummy: Promise<string> | undefined;

  constructor(cost: HashCost = USUAL_COST, width: number = availableParallelism()) {
    this.#cost = cost;
    this.#width = width;
  }

  get waiting(): number {
    return this.#line.length;
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, this.#options));
  }

  /**
   * Whether the password fits. Without a stored hash the work is done all the same, against a dummy: the time tells
   * nobody whether there is such a user.
   */
  async fits(stored: string | undefined, password: string): Promise<boolean> {
    this.#dummy ??= hash("nobody has this password", this.#options);
    const against = stored ?? (await this.#dummy);
    return (await this.#inTurn(() => verify(against, password))) && stored !== undefined;
  }

  /** Whether a stored hash was made more cheaply than hashes are made now. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost } = parseOptions(stored);
    return memoryCost < this.#cost.memoryKiB || timeCost < this.#cost.passes;
  }

  get #options(): { memoryCost: number; timeCost: number; parallelism: number } {
    return { memoryCost: this.#cost.memoryKiB, timeCost: this.#cost.passes, parallelism: 1 };
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#width) {
      if (this.#line.length >= LINE) throw new Problem("OVERLOADED", undefined, { headers: { "retry-after": "2" } });
      await new Promise<void>((resolve) => this.#line.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
