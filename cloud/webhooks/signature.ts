import { createHmac, randomBytes } from "node:crypto";

/** A new secret, as its receiver keeps it: 256 random bits after `whsec_`. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * The headers of a delivery, as the specification Standard Webhooks has them: the id is the same however often it is sent,
 * so a receiver can tell a repeat; the signature covers id, time and body.
 * @param now UTC ms of this attempt.
 */
export function signedHeaders(secret: string, id: string, body: string, now: number): Record<string, string> {
  const at = `${Math.floor(now / 1_000)}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "user-agent": "Fairlead-Webhooks/1",
    "webhook-id": id,
    "webhook-timestamp": at,
    "webhook-signature": `v1,${signature}`,
  };
}
