import { z } from "zod";
import { IMPORTANCES } from "../market/calendar/importance.ts";
import { domain, query, stream } from "./descriptor.ts";
import { Count, Finite, Text, TimeMs } from "./primitives.ts";

/** One release of the economic calendar. Figures as published, in `unit` and `multiplier`; null = none. */
export const Release = z.object({
  id: Text,
  name: Text,
  country: Text,
  currency: Text,
  importance: z.enum(IMPORTANCES),
  kind: z.enum(["event", "indicator", "holiday"]),
  /** `date`: some time of that day; `noTime`: the publisher names none; `tentative`: about then. */
  timeMode: z.enum(["exact", "date", "noTime", "tentative"]),
  /** UTC ms. */
  atMs: TimeMs,
  actual: Finite.nullable(),
  forecast: Finite.nullable(),
  previous: Finite.nullable(),
  /** What the release before was corrected to. */
  revised: Finite.nullable(),
  impact: z.enum(["unknown", "positive", "negative"]),
  digits: Count,
  unit: Text,
  multiplier: Text,
});
export type Release = z.infer<typeof Release>;

export const CalendarState = z.object({
  /** `none`: no terminal is connected; `serviceNeeded`: MT5's history service has to run; `unavailable`: MT5 gave none. */
  status: z.enum(["none", "reading", "ready", "serviceNeeded", "timeout", "unavailable"]),
  /** Whose calendar it is. */
  source: Text.nullable(),
  /** `paper`: made up with the simulated market. */
  kind: z.enum(["mt5", "paper"]).nullable(),
  /** UTC ms of the last reading. */
  readMs: TimeMs.nullable(),
  /** Grows with each reading and each change: ask for the releases again. */
  revision: Count,
});
export type CalendarState = z.infer<typeof CalendarState>;

/** The economic calendar: read from MT5 when somebody first looks, and kept up to date from then on. */
export const calendar = domain({
  state: stream({
    doc: "Where the calendar comes from and how it stands.",
    mode: "latest",
    params: z.object({}),
    item: CalendarState,
  }),
  releases: query({
    doc: "Releases in [fromMs, toMs], UTC, oldest first; what was read reaches from a week back to two weeks ahead.",
    input: z.object({ fromMs: TimeMs, toMs: TimeMs }),
    output: z.array(Release),
  }),
});
