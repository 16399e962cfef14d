import { add, type Tally } from "./tally.ts";

/** A run of tests with the names of those that ended: file, then the test's own title; a file alone when it did not load. */
export interface Run {
  readonly tally: Tally;
  readonly failures: readonly string[];
  readonly passes: ReadonlySet<string>;
}

/** What stands after the second look. */
export interface Verdict {
  /** `failed` counts what failed twice. */
  readonly tally: Tally;
  readonly broken: readonly string[];
  /** Failed beside the others, passed alone. */
  readonly unsteady: readonly string[];
}

/** More failures than this are no matter of a busy machine. */
export const MOST_UNSTEADY = 4;

/**
 * Judges a run by what fails twice: once beside everything else, and once alone, on a machine with nothing else to do.
 * What passes the second time is named as unsteady: a fault to find, of the test or of the product (decision 0022).
 *
 * @param again runs what failed once more, alone.
 */
export async function takeSecondLook(first: Run, again: () => Promise<Run>): Promise<Verdict> {
  const { tally, failures } = first;
  const isNamed = failures.length === tally.failed;
  if (failures.length === 0 || failures.length > MOST_UNSTEADY || !isNamed) {
    return { tally, broken: failures, unsteady: [] };
  }
  console.log(`-- once more, alone: ${failures.join("; ")}`);
  const { passes } = await again();
  const unsteady = failures.filter((name) => passes.has(name));
  return {
    tally: add(tally, { passed: unsteady.length, failed: -unsteady.length, skipped: 0 }),
    broken: failures.filter((name) => !passes.has(name)),
    unsteady,
  };
}
