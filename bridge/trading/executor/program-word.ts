import type { FieldsOf } from "#shared/link/frame.ts";
import type { Lots, Price, Ticket } from "#shared/market/brands.ts";
import type { ProgramWord } from "#shared/trading/intent/intent-record.ts";

/** A TradeState in domain terms; null when its figures cannot be true. */
export function programWord(fields: FieldsOf<"TradeState">): ProgramWord | null {
  const { status, refusal, retcode, order, deal, position, volume, price } = fields;
  if (!Number.isFinite(volume) || volume < 0 || !Number.isFinite(price)) return null;
  return {
    status,
    refusal: refusal === "none" ? null : refusal,
    retcode: retcode === 0 ? null : retcode,
    order: order === 0n ? null : (order as Ticket),
    deal: deal === 0n ? null : (deal as Ticket),
    position: position === 0n ? null : (position as Ticket),
    lots: volume as Lots,
    price: price === 0 ? null : (price as Price),
  };
}
