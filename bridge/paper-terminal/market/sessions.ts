/** Hours in which a symbol is quoted, broker time: seconds after midnight of a weekday (0 = Sunday). */
export interface SessionHours {
  readonly weekday: number;
  readonly fromS: number;
  readonly toS: number;
}

/** Whether the simulated markets that rest on weekends in the real world are closed then, or quote thinly on. */
export type Weekends = "open" | "closed";

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const WORKING_DAYS = [1, 2, 3, 4, 5];
const MINUTES_IN_WEEK = 7 * 1_440;
const MINUTE = 60_000;

const clock = (text: string): number => {
  const [hours, minutes] = text.split(":").map(Number) as [number, number];
  return (hours * 60 + minutes) * 60;
};

/** The same hours on each given weekday. */
function daily(days: readonly number[], from: string, to: string): readonly SessionHours[] {
  return days.map((weekday) => ({ weekday, fromS: clock(from), toS: clock(to) }));
}

/** Trading hours by kind of market, as brokers with New York + 7 servers set them. */
export type SessionKindName = "forex" | "metals" | "usIndex" | "germanIndex" | "crypto";

/** The quote sessions of a kind of market; they are its trade sessions too. */
export function sessionsOf(kind: SessionKindName, weekends: Weekends): readonly SessionHours[] {
  const days = weekends === "open" ? EVERY_DAY : WORKING_DAYS;
  switch (kind) {
    case "crypto":
      return daily(EVERY_DAY, "00:00", "24:00");
    case "forex":
      return daily(days, "00:00", "24:00");
    case "metals":
      return daily(days, "01:01", "23:58");
    case "usIndex":
      return daily(days, "01:00", "23:59");
    case "germanIndex":
      return daily(days, "02:15", "23:00");
  }
}

/** Answers in constant time whether a symbol is quoted in a minute of broker time. */
export class SessionTable {
  readonly #open = new Uint8Array(MINUTES_IN_WEEK);

  constructor(hours: readonly SessionHours[]) {
    for (const { weekday, fromS, toS } of hours)
      this.#open.fill(1, weekday * 1_440 + fromS / 60, weekday * 1_440 + toS / 60);
  }

  /** `brokerMs`: any instant of the minute. */
  isOpen(brokerMs: number): boolean {
    // 1970-01-01 was a Thursday: four days after the Sunday on which a week of this table begins.
    const minute = (Math.floor(brokerMs / MINUTE) + 4 * 1_440) % MINUTES_IN_WEEK;
    return this.#open[minute] === 1;
  }
}
