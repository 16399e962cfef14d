import { createTransport, type Transporter } from "nodemailer";
import type { CloudParts } from "../parts.ts";

const BATCH = 20;
const MOST_ATTEMPTS = 8;

/** Sends what is in line. Without SMTP (development) a letter stays in the mailbox page, and the log says so. */
export class MailSender {
  readonly #parts: CloudParts;
  readonly #smtp: Transporter | undefined;

  constructor(parts: CloudParts) {
    this.#parts = parts;
    const { smtpUrl } = parts.config;
    // What a letter says is never read from files or addresses: nodemailer would, if a body asked for it.
    this.#smtp =
      smtpUrl === undefined
        ? undefined
        : createTransport({ url: smtpUrl, disableFileAccess: true, disableUrlAccess: true });
  }

  /** One round. @returns how many letters were dealt with. */
  async round(): Promise<number> {
    const { database, clock } = this.#parts;
    const now = new Date(clock());
    return database.asJob(async (trx) => {
      const due = await trx
        .selectFrom("notify.mails")
        .selectAll()
        .where("delivered_at", "is", null)
        .where("failed_at", "is", null)
        .where("next_attempt_at", "<=", now)
        .orderBy("next_attempt_at")
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const mail of due) {
        const outcome = await this.#send(mail.mail_id, mail.recipient, mail.subject, mail.sealed_body, mail.attempts);
        await trx.updateTable("notify.mails").set(outcome).where("mail_id", "=", mail.mail_id).execute();
      }
      return due.length;
    });
  }

  close(): void {
    this.#smtp?.close();
  }

  async #send(id: string, to: string, subject: string, sealed: string | null, attempts: number): Promise<Outcome> {
    const { config, keys, clock, log } = this.#parts;
    const now = clock();
    if (this.#smtp === undefined) {
      log.info({ subject }, "no SMTP is set up: a letter waits in the mailbox page, /mailbox");
      return { delivered_at: new Date(now) };
    }
    try {
      const text = sealed === null ? "" : keys.open("mail", id, sealed);
      await this.#smtp.sendMail({ from: config.mailFrom, to, subject, text });
      return { delivered_at: new Date(now), sealed_body: null, last_error: null };
    } catch (fault) {
      const last_error = (fault as { code?: string }).code ?? "unknown";
      const failed = attempts + 1 >= MOST_ATTEMPTS;
      log[failed ? "error" : "warn"](
        { code: last_error, mail: id, attempts: attempts + 1 },
        "a letter could not be sent",
      );
      const wait = Math.min(3_600_000, 5_000 * 2 ** attempts);
      return {
        attempts: attempts + 1,
        last_error,
        ...(failed ? { failed_at: new Date(now) } : { next_attempt_at: new Date(now + wait) }),
      };
    }
  }
}

interface Outcome {
  readonly delivered_at?: Date;
  readonly sealed_body?: null;
  readonly last_error?: string | null;
  readonly attempts?: number;
  readonly failed_at?: Date;
  readonly next_attempt_at?: Date;
}
