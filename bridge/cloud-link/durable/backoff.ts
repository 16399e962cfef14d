const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait after the nth failure in a row, ms: full jitter under an exponential ceiling, so that desktops that
 * lost the cloud together do not come back together.
 * @param random from 0 up to, not including, 1
 */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(16, Math.max(0, failures - 1)));
  return Math.ceil(ceiling * (0.1 + 0.9 * random()));
}
