import { z } from "zod";
import type { AccountId, InstrumentId, TerminalId } from "../market/brands.ts";
import { TIMEFRAMES } from "../market/timeframe.ts";

/** Schemas that several domains share. Numbers from the wire are finite; texts are bounded. */
export const Finite = z.number().finite();
export const Count = z.int().nonnegative();
export const Text = z.string().max(512);
export const TimeMs = z.number().finite();
export const TerminalIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .transform((id) => id as TerminalId);
export const AccountIdSchema = z
  .string()
  .min(3)
  .max(160)
  .transform((id) => id as AccountId);
export const InstrumentIdSchema = z
  .string()
  .min(3)
  .max(200)
  .transform((id) => id as InstrumentId);
export const TimeframeSchema = z.enum(TIMEFRAMES);
export const Nothing = z.strictObject({});
export const MoneySchema = z.object({ minor: z.int(), currency: z.string().max(16), digits: z.int().min(0).max(8) });
/** A column of typed numbers; travels as its bytes. */
export const Column = z.custom<Float64Array>((value) => value instanceof Float64Array);
export const FlagColumn = z.custom<Uint32Array>((value) => value instanceof Uint32Array);
