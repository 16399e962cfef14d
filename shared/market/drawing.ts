/** What can be drawn on a chart. Names are kept in profiles: none is ever given to another drawing. */
export const DRAWING_KINDS = ["trend", "ray", "horizontal", "rectangle", "fibonacci", "text", "measure"] as const;
export type DrawingKind = (typeof DRAWING_KINDS)[number];

/** How many points hold a drawing of this kind. */
export const pointsOf = (kind: DrawingKind): 1 | 2 => (kind === "horizontal" || kind === "text" ? 1 : 2);

/** Parts of the way from the second point back to the first (L. Pisano's series, as charting programs draw it). */
export const FIBONACCI_LEVELS = [0, 0.236, 0.382, 0.5, 0.618, 0.786, 1] as const;

/** Colours are places in the theme's palette of indicators, so that a drawing suits either theme. */
export const DRAWING_COLOURS = 6;
export const MOST_WIDTH = 4;
/** The most drawings that one instrument keeps. */
export const MOST_DRAWINGS = 300;
/** The most chart templates that are kept. */
export const MOST_TEMPLATES = 40;
