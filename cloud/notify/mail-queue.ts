import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { KeyRing } from "../keys/key-ring.ts";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Puts a message in line, in the transaction that is its reason; a job sends it. The body is sealed: it may hold a code. */
export async function queueMail(trx: Work, keys: KeyRing, mail: Mail, now: number): Promise<void> {
  const id = newId(now);
  await trx
    .insertInto("notify.mails")
    .values({
      mail_id: id,
      recipient: mail.to,
      subject: mail.subject,
      sealed_body: keys.seal("mail", id, mail.text),
      next_attempt_at: new Date(now),
      created_at: new Date(now),
      delivered_at: null,
      failed_at: null,
      last_error: null,
    })
    .execute();
}
