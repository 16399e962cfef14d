const two = (value: number): string => String(value).padStart(2, "0");

/** `2 d 03:04:05` with the language's `day`, `03:04:05`; zeros once it is over. */
export function countdownText(leftMs: number, day: string): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return days > 0 ? `${days} ${day} ${clock}` : clock;
}
