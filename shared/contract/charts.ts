import { z } from "zod";
import { CHART_KINDS } from "../market/chart-look.ts";
import { DRAWING_COLOURS, DRAWING_KINDS, MOST_DRAWINGS, MOST_WIDTH } from "../market/drawing.ts";
import { command, domain, stream } from "./descriptor.ts";
import { Finite, InstrumentIdSchema, Nothing, Text, TimeMs } from "./primitives.ts";

/** An indicator as it is kept: its name in the catalogue and its numbers. */
export const KeptStudy = z.object({
  key: Text,
  id: Text,
  values: z.record(z.string().max(64), z.union([z.number().finite(), Text])),
});
export const KeptStudies = z.array(KeptStudy).max(12);

/** See shared/market/chart-look.ts. */
export const KeptLook = z.object({
  kind: z.enum(CHART_KINDS),
  zone: z.string().min(1).max(64),
  sessions: z.boolean(),
  quoteLines: z.boolean(),
  trades: z.boolean(),
});

/** A place on a chart: broker ms and price, whatever timeframe it was drawn on. */
export const DrawingPoint = z.object({ timeMs: TimeMs, price: Finite });
export type DrawingPoint = z.infer<typeof DrawingPoint>;

const DrawingId = z.string().min(1).max(64);

/** A drawing of an instrument: on each of its charts, on every timeframe. */
export const Drawing = z.object({
  /** Made by the window: random, never used again. */
  id: DrawingId,
  kind: z.enum(DRAWING_KINDS),
  /** As many as its kind has (`pointsOf`). */
  points: z.array(DrawingPoint).min(1).max(2),
  colour: z
    .int()
    .min(0)
    .max(DRAWING_COLOURS - 1),
  width: z.int().min(1).max(MOST_WIDTH),
  dashed: z.boolean(),
  text: z.string().max(200),
  /** Cannot be moved or deleted until it is unlocked. */
  locked: z.boolean(),
});
export type Drawing = z.infer<typeof Drawing>;

export const InstrumentDrawings = z.object({
  instrumentId: InstrumentIdSchema,
  drawings: z.array(Drawing).max(MOST_DRAWINGS),
});
export type InstrumentDrawings = z.infer<typeof InstrumentDrawings>;

/** A chart's indicators and look under a name, to be put on other charts. */
export const ChartTemplate = z.object({
  name: z.string().trim().min(1).max(60),
  studies: KeptStudies,
  look: KeptLook,
});
export type ChartTemplate = z.infer<typeof ChartTemplate>;

/** What traders put on charts; kept by the bridge, the same in every window. */
export const charts = domain({
  drawings: stream({
    doc: "The drawings of each instrument that has some.",
    mode: "latest",
    key: "instrumentId",
    params: z.object({}),
    item: InstrumentDrawings,
  }),
  draw: command({
    doc: "Keeps a drawing under its id: new or changed. On disk when answered.",
    input: z.object({ instrumentId: InstrumentIdSchema, drawing: Drawing }),
    output: Nothing,
    errors: ["BAD_REQUEST", "DRAWINGS_FULL", "CHARTS_UNWRITABLE"],
  }),
  erase: command({
    doc: "Forgets drawings of an instrument; those that are not there are gone already.",
    input: z.object({ instrumentId: InstrumentIdSchema, ids: z.array(DrawingId).max(MOST_DRAWINGS) }),
    output: Nothing,
    errors: ["CHARTS_UNWRITABLE"],
  }),
  templates: stream({
    doc: "The chart templates that are kept.",
    mode: "latest",
    key: "name",
    params: z.object({}),
    item: ChartTemplate,
  }),
  saveTemplate: command({
    doc: "Keeps a template under its name, in the place of one of that name.",
    input: ChartTemplate,
    output: Nothing,
    errors: ["TEMPLATES_FULL", "CHARTS_UNWRITABLE"],
  }),
  removeTemplate: command({
    doc: "Forgets a template.",
    input: z.object({ name: z.string().min(1).max(60) }),
    output: Nothing,
    errors: ["CHARTS_UNWRITABLE"],
  }),
});
