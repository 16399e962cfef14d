import type { IntentId } from "#shared/trading/intent/intent.ts";

/** A UUID in its one form: lower case, with dashes. Two texts for one id would be two intents. */
export const isIntentId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

/** An intent's UUID as the link carries it. */
export const intentBytes = (id: IntentId): Uint8Array => new Uint8Array(Buffer.from(id.replaceAll("-", ""), "hex"));

/** The id that 16 bytes of the link name. @param bytes 16 of them. */
export function intentIdOf(bytes: Uint8Array): IntentId {
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as IntentId;
}
