import type { CloudParts } from "../parts.ts";
import { deliveryText } from "./delivery-body.ts";
import { type Claimed, claimEndpoints, type Due, nextDue, recordOutcome, release } from "./delivery-line.ts";
import { DeliveryFault, guardedPost, type Resolve, resolvePublic } from "./guarded-post.ts";
import { networksOf } from "./own-networks.ts";
import { signedHeaders } from "./signature.ts";
import { type Reach, targetOf } from "./target-url.ts";

/** Endpoints that are told at once; one that is slow holds up no other. */
const AT_ONCE = 20;
/** Deliveries of one endpoint in a row, then others may have its place. */
const IN_A_ROW = 50;

/**
 * Tells endpoints what waits for them: one at a time each, first come first sent, many endpoints beside each other. What
 * failed waits for its next attempt, and what came after it does not wait for that.
 */
export class WebhookSender {
  readonly #parts: CloudParts;
  readonly #reach: Reach;
  readonly #resolve: Resolve;
  readonly #serving = new Set<Promise<void>>();
  #stopped = false;

  constructor(parts: CloudParts, resolve: Resolve = resolvePublic) {
    this.#parts = parts;
    this.#reach = reachOf(parts);
    this.#resolve = resolve;
  }

  /** Begins with what is due. @returns how many endpoints that were; `idle` waits for them. */
  async round(): Promise<number> {
    const { database, clock } = this.#parts;
    const claimed = await claimEndpoints(database, clock(), AT_ONCE - this.#serving.size);
    for (const endpoint of claimed) {
      const run = this.#serve(endpoint)
        .catch((fault: unknown) => this.#parts.log.error({ err: fault }, "a webhook could not be worked on"))
        .finally(() => this.#serving.delete(run));
      this.#serving.add(run);
    }
    return claimed.length;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#serving.size > 0) await Promise.all(this.#serving);
  }

  /** Begins nothing more; what is being sent is finished. */
  stop(): Promise<void> {
    this.#stopped = true;
    return this.idle();
  }

  async #serve(endpoint: Claimed): Promise<void> {
    const { database, clock } = this.#parts;
    for (let told = 0; told < IN_A_ROW && !this.#stopped; told += 1) {
      const due = await nextDue(database, endpoint, clock());
      if (due === undefined || !(await this.#tell(due))) break;
    }
    await release(database, endpoint);
  }

  /** @returns whether the next one may be tried now. */
  async #tell(due: Due): Promise<boolean> {
    const { keys, clock, database, log } = this.#parts;
    const text = deliveryText(due);
    const secret = keys.open("webhook", due.webhook_id, due.sealed_secret);
    const headers = signedHeaders(secret, due.delivery_id, text, clock());
    const answer = await this.#post(due.url, headers, text);
    const stopped = await recordOutcome(database, due, answer, clock());
    if (stopped !== undefined) log.warn({ webhook: due.webhook_id, why: stopped }, "a webhook is told no more");
    return answer.status !== undefined && answer.status < 300;
  }

  async #post(
    url: string,
    headers: Readonly<Record<string, string>>,
    text: string,
  ): Promise<{ readonly status?: number; readonly fault?: string }> {
    try {
      return { status: await guardedPost(targetOf(url, this.#reach), headers, text, this.#reach, this.#resolve) };
    } catch (fault) {
      return { fault: fault instanceof DeliveryFault ? fault.code : "ADDRESS_REFUSED" };
    }
  }
}

/** Where this server's users may have it tell something. */
export function reachOf({ config }: Pick<CloudParts, "config">): Reach {
  return { own: networksOf(config.webhookNetworks), plain: config.mode === "development" };
}
