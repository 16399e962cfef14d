export const DAY_MS = 86_400_000;

/** Number of the broker day that a broker time lies in, since 1970-01-01. */
export const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

/** 0 = Monday ... 6 = Sunday; day 0 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** 2026-11-20. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
