import { z } from "zod";
import { ChartTemplate, Drawing } from "#shared/contract/charts.ts";
import { InstrumentIdSchema } from "#shared/contract/primitives.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { MOST_DRAWINGS, MOST_TEMPLATES, pointsOf } from "#shared/market/drawing.ts";

/** What is kept of charts. */
export interface ChartDocument {
  readonly drawings: ReadonlyMap<InstrumentId, readonly Drawing[]>;
  readonly templates: readonly ChartTemplate[];
  /** Drawings and templates that were there and could not be read. */
  readonly lost: number;
}

type Raw = Readonly<Record<string, unknown>>;
/** A step from one version of the file to the next. */
export type ChartMigration = (old: Raw) => Record<string, unknown>;

/** The n-th step leads from version n to n + 1. A step that was released never changes. */
const MIGRATIONS: readonly ChartMigration[] = [];

const Envelope = z.looseObject({ version: z.int().positive() });
const Body = z.looseObject({
  drawings: z.record(z.string(), z.array(z.unknown()).max(10 * MOST_DRAWINGS)),
  templates: z.array(z.unknown()).max(10 * MOST_TEMPLATES),
});

/** Whether a drawing has as many points as its kind, at moments that exist. */
export const isWhole = ({ kind, points }: Drawing): boolean => points.length === pointsOf(kind);

/**
 * Reads the file's text, of this or any earlier version. Drawings and templates stand for themselves: one that is
 * damaged does not take the others with it. @throws SyntaxError when it is no such file, or one of a newer Fairlead.
 */
export function parseCharts(text: string, migrations: readonly ChartMigration[] = MIGRATIONS): ChartDocument {
  const envelope = Envelope.safeParse(JSON.parse(text));
  if (!envelope.success || envelope.data.version > migrations.length + 1)
    throw new SyntaxError("not charts of this version");
  const steps = migrations.slice(envelope.data.version - 1);
  const body = Body.safeParse(steps.reduce<Raw>((old, step) => step(old), envelope.data));
  if (!body.success) throw new SyntaxError("not charts of this version");
  let lost = 0;
  const whole = <T>(raw: readonly unknown[], schema: z.ZodType<T>, fits: (one: T) => boolean): readonly T[] => {
    const read = raw.flatMap((each) => {
      const one = schema.safeParse(each);
      return one.success && fits(one.data) ? [one.data] : [];
    });
    lost += raw.length - read.length;
    return read;
  };
  const drawings = new Map<InstrumentId, readonly Drawing[]>();
  for (const [id, raw] of Object.entries(body.data.drawings)) {
    const instrument = InstrumentIdSchema.safeParse(id);
    const kept = instrument.success ? whole(raw, Drawing, isWhole) : [];
    if (!instrument.success) lost += raw.length;
    else if (kept.length > 0) drawings.set(instrument.data, kept);
  }
  return { drawings, templates: whole(body.data.templates, ChartTemplate, () => true), lost };
}

export const chartsText = ({ drawings, templates }: Omit<ChartDocument, "lost">): string =>
  `${JSON.stringify({ version: MIGRATIONS.length + 1, drawings: Object.fromEntries(drawings), templates }, undefined, 1)}\n`;
