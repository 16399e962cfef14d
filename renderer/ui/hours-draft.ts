import { isZone } from "#shared/trading/day/zone-offset.ts";

/** Hours as they stand in a form. */
export interface HoursDraft {
  readonly zone: string;
  readonly windows: readonly WindowDraft[];
}

export interface WindowDraft {
  /** 0 = Sunday. */
  readonly weekdays: readonly number[];
  readonly from: string;
  readonly to: string;
}

export interface Hours {
  readonly zone: string;
  readonly windows: readonly {
    readonly weekdays: readonly number[];
    readonly fromMinute: number;
    readonly toMinute: number;
  }[];
}

const DAY_MINUTES = 1_440;
const two = (value: number): string => String(value).padStart(2, "0");

/** `08:30` of minutes past midnight. */
export const minuteText = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** Minutes past midnight of `8:30`; undefined when it is no time. */
export function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  const at = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && at <= DAY_MINUTES ? at : undefined;
}

export const WORKDAYS: WindowDraft = { weekdays: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" };

/** Hours to begin with, in this computer's own zone. */
export const firstHours = (): HoursDraft => ({
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  windows: [WORKDAYS],
});

export const hoursDraft = ({ zone, windows }: Hours): HoursDraft => ({
  zone,
  windows: windows.map(({ weekdays, fromMinute, toMinute }) => ({
    weekdays,
    from: minuteText(fromMinute),
    to: minuteText(toMinute),
  })),
});

/** Undefined when zone, days or times cannot be meant. */
export function readHours({ zone, windows }: HoursDraft): Hours | undefined {
  if (!isZone(zone.trim()) || windows.length === 0) return undefined;
  const read = windows.flatMap(({ weekdays, from, to }) => {
    const [fromMinute, toMinute] = [minuteOf(from), minuteOf(to)];
    const sound = weekdays.length > 0 && fromMinute !== undefined && toMinute !== undefined;
    return sound ? [{ weekdays: weekdays.toSorted((a, b) => a - b), fromMinute, toMinute }] : [];
  });
  return read.length === windows.length ? { zone: zone.trim(), windows: read } : undefined;
}
