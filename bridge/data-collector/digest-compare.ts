import type { MsDigest } from "#shared/link/digest.ts";

/** A span of broker time, both ends included. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Where two digests of the same range differ: milliseconds that one side lacks, or that hold other ticks. Differences
 * with no agreeing millisecond between them are one span.
 */
export function differences(ours: readonly MsDigest[], theirs: readonly MsDigest[]): Span[] {
  if (!ascends(ours) || !ascends(theirs)) return same(ours, theirs) ? [] : [hull([...ours, ...theirs])];
  const spans: { fromMs: number; toMs: number }[] = [];
  let open: { fromMs: number; toMs: number } | null = null;
  let i = 0;
  let j = 0;
  while (i < ours.length || j < theirs.length) {
    const our = ours[i];
    const their = theirs[j];
    const timeMs = Math.min(our?.timeMs ?? Number.POSITIVE_INFINITY, their?.timeMs ?? Number.POSITIVE_INFINITY);
    const here = our?.timeMs === timeMs;
    const there = their?.timeMs === timeMs;
    if (here && there && our.count === their.count && our.hash === their.hash) open = null;
    else if (open === null) spans.push((open = { fromMs: timeMs, toMs: timeMs }));
    else open.toMs = timeMs;
    if (here) i += 1;
    if (there) j += 1;
  }
  return spans;
}

const ascends = (digests: readonly MsDigest[]): boolean =>
  digests.every((digest, i) => i === 0 || (digests[i - 1]?.timeMs ?? 0) < digest.timeMs);

const same = (ours: readonly MsDigest[], theirs: readonly MsDigest[]): boolean =>
  ours.length === theirs.length &&
  ours.every(({ timeMs, count, hash }, i) => {
    const their = theirs[i];
    return their?.timeMs === timeMs && their.count === count && their.hash === hash;
  });

const hull = (digests: readonly MsDigest[]): Span => ({
  fromMs: digests.reduce((least, { timeMs }) => Math.min(least, timeMs), Number.POSITIVE_INFINITY),
  toMs: digests.reduce((most, { timeMs }) => Math.max(most, timeMs), Number.NEGATIVE_INFINITY),
});
