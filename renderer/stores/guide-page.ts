/** What the guide shows: its steps, or a page to read. */
export type GuidePage = "steps" | "basics" | "risk" | "gale" | "safety";
