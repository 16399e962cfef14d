import { PUBLIC } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { Problem } from "../http/problem.ts";
import type { CloudParts } from "../parts.ts";

/**
 * Development without SMTP: the letters that would have been sent, for whoever sits at this machine. Production has no
 * such page: it refuses to start without SMTP.
 */
export function registerMailbox(app: App, { database, keys }: CloudParts): void {
  app.get(
    "/mailbox",
    { config: { access: PUBLIC, rateLimit: false }, schema: { tags: ["operations"] } },
    async (request, reply) => {
      if (
        !/^(?:::1|(?:::ffff:)?127\.)/.test(request.ip) ||
        !/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(request.host)
      ) {
        throw new Problem("NOT_FOUND");
      }
      const mails = await database.asJob((trx) =>
        trx.selectFrom("notify.mails").selectAll().orderBy("mail_id", "desc").limit(50).execute(),
      );
      const letters = mails.map(({ mail_id, recipient, subject, sealed_body, created_at }) => {
        const body = sealed_body === null ? "" : keys.open("mail", mail_id, sealed_body);
        return `<article><h2>${escape(subject)}</h2><p>${escape(recipient)} · ${created_at.toISOString()}</p><pre>${escape(body)}</pre></article>`;
      });
      const page = `<!doctype html><meta charset="utf-8"><title>Mailbox</title><h1>Mailbox</h1><p>No SMTP is set up: what would have been sent.</p>${letters.join("")}`;
      return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(page);
    },
  );
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
