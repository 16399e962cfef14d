import { MailSender } from "../notify/mail-sender.ts";
import type { CloudParts } from "../parts.ts";
import { expireSubscriptions } from "../plans/expire.ts";
import { noPayments } from "../plans/payment.ts";
import { WebhookSender } from "../webhooks/webhook-sender.ts";
import { reseal } from "./reseal.ts";
import { tidy } from "./tidy.ts";

const EVERY = { mail: 1_000, webhooks: 1_000, plans: 30_000, reseal: 60_000, tidy: 600_000 };

/** What happens by itself. Every job takes its rows with SKIP LOCKED: any number of processes may run them. */
export class Jobs {
  readonly #parts: CloudParts;
  readonly #mail: MailSender;
  readonly #webhooks: WebhookSender;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(parts: CloudParts) {
    this.#parts = parts;
    this.#mail = new MailSender(parts);
    this.#webhooks = new WebhookSender(parts);
  }

  start(): void {
    const { database, clock, keys } = this.#parts;
    this.#every(EVERY.mail, "mail", () => this.#mail.round());
    this.#every(EVERY.webhooks, "webhooks", () => this.#webhooks.round());
    this.#every(EVERY.plans, "plans", () => expireSubscriptions(database, noPayments, clock()));
    this.#every(EVERY.reseal, "reseal", () => reseal(database, keys));
    this.#every(EVERY.tidy, "tidy", () => tidy(database, clock()));
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#running);
    await this.#webhooks.stop();
    this.#mail.close();
  }

  #every(ms: number, name: string, work: () => Promise<number>): void {
    const turn = (): void => {
      const run = work()
        .then(
          () => {},
          (fault: unknown) => this.#parts.log.error({ err: fault, job: name }, "a job failed and will be tried again"),
        )
        .finally(() => {
          this.#running.delete(run);
          if (this.#stopped) return;
          const timer = setTimeout(() => {
            this.#timers.delete(timer);
            turn();
          }, ms);
          this.#timers.add(timer);
        });
      this.#running.add(run);
    };
    turn();
  }
}
