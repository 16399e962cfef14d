import { networkOf } from "./address.ts";
import { Problem } from "./problem.ts";
import { RequestCounts } from "./request-counts.ts";

const WINDOW_MS = 60_000;
/** Networks and tokens that are remembered. */
const MOST = 10_000;

/**
 * Networks that send tokens nobody gave out: each costs a signature's check or a look-up before any limit of a plan can
 * count it. After so many a minute further ones are refused unread.
 */
export class RefusedNetworks {
  readonly #counts = new RequestCounts(undefined);
  readonly #most: number;
  readonly #refused = new Map<string, number>();
  readonly #right = new Set<string>();

  /** @param most wrong tokens of one network a minute. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * A token that opened something a moment ago is no guess, also beside others of its network that guess.
   * @throws Problem RATE_LIMITED with Retry-After while the network has sent too many.
   */
  admit(ip: string, token: string): void {
    const until = this.#refused.get(networkOf(ip));
    if (until === undefined || this.#right.has(token)) return;
    const left = until - performance.now();
    if (left <= 0) return void this.#refused.delete(networkOf(ip));
    throw new Problem("RATE_LIMITED", "Too many tokens of this network were wrong.", {
      headers: { "retry-after": `${Math.ceil(left / 1_000)}` },
    });
  }

  /** It opened something. */
  right(token: string): void {
    if (this.#right.has(token)) return;
    if (this.#right.size >= MOST) this.#right.delete(firstOf(this.#right));
    this.#right.add(token);
  }

  /** One more wrong token, or one whose sign-in has ended. */
  async wrong(ip: string, token: string): Promise<void> {
    this.#right.delete(token);
    const network = networkOf(ip);
    const { current, ttl } = await this.#counts.count(network, WINDOW_MS);
    if (current < this.#most) return;
    if (this.#refused.size >= MOST) this.#refused.delete(firstOf(this.#refused));
    this.#refused.set(network, performance.now() + ttl);
  }
}

function firstOf(kept: ReadonlySet<string> | ReadonlyMap<string, unknown>): string {
  const [oldest = ""] = kept.keys();
  return oldest;
}
