/** `HH:MM-HH:MM`, computer time; over midnight when the end is the earlier. */
export const QUIET_HOURS = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** Whether a minute of the day (0 to 1,439) lies in one of the spans; the end does not count. A span from a time to itself is the whole day. */
export function isQuiet(spans: readonly string[], minute: number): boolean {
  return spans.some((span) => {
    const [from, to] = [minutes(span.slice(0, 5)), minutes(span.slice(6))];
    return from < to ? from <= minute && minute < to : minute >= from || minute < to;
  });
}
