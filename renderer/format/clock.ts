const two = (value: number): string => String(value).padStart(2, "0");

/** `14:03:22` of a stamp that holds a wall clock as if it were UTC: broker ms as they are, UTC ms as UTC. */
export function clockText(ms: number): string {
  const at = new Date(ms);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

/** `2025-09-05` of such a stamp: the one order of day and month that no reader mistakes. */
export function dateText(ms: number): string {
  const at = new Date(ms);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

/** `2026-11-20 14:03:22` of such a stamp. */
export const stampText = (ms: number): string => `${dateText(ms)} ${clockText(ms)}`;

/** `14:03:22` in this computer's own time zone, of a UTC stamp. */
export function localClockText(utcMs: number): string {
  const at = new Date(utcMs);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** `UTC+07:00`: how this computer's clock stands to UTC at that moment. */
export function localZoneText(utcMs: number): string {
  const minutes = -new Date(utcMs).getTimezoneOffset();
  const ahead = Math.abs(minutes);
  return `UTC${minutes < 0 ? "\u2212" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

/** `2026-11-21 14:03:22 UTC+07:00`, of a UTC stamp. */
export function localStampText(utcMs: number): string {
  const at = new Date(utcMs);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${localClockText(utcMs)} ${localZoneText(utcMs)}`;
}
