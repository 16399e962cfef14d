import { randomBytes } from "node:crypto";
import type { IntentId } from "#shared/trading/intent/intent.ts";

/** A UUIDv7 (RFC 9562, 5.7): 48 bits of UTC ms, then chance, so that ids sort by time. */
export function newIntentId(utcMs: number): IntentId {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(utcMs, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as IntentId;
}
