/**
 * Magic numbers name intents inside MT5: 12-bit tag, 16-bit installation, 35-bit counter = 63 bits, so that the value is
 * positive in MT5's signed `long` too. The tag says "Fairlead", the installation tells two PCs on one account apart. Counters
 * with the topmost bit belong to closes that MT5's programs make without an intent (mql5/Include/Fairlead/CloseMagic.mqh).
 */
const MAGIC_TAG = 0xf1dn;
const INSTALLATION_BITS = 16n;
const COUNTER_BITS = 35n;
/** The last counter of an installation: 17,179,869,183 orders. */
export const MAX_MAGIC_COUNTER = (1n << (COUNTER_BITS - 1n)) - 1n;
export const MAX_INSTALLATION = (1 << 16) - 1;

/** @throws RangeError when a part does not fit its bits: a magic that wraps would be used twice. */
export function magicOf(installation: number, counter: bigint): bigint {
  if (!Number.isInteger(installation) || installation < 1 || installation > MAX_INSTALLATION)
    throw new RangeError(`${installation} is no installation number`);
  if (counter < 1n || counter > MAX_MAGIC_COUNTER) throw new RangeError(`the magic counter ${counter} is used up`);
  return (MAGIC_TAG << (INSTALLATION_BITS + COUNTER_BITS)) | (BigInt(installation) << COUNTER_BITS) | counter;
}

/** The counter of a magic. */
export const counterOf = (magic: bigint): bigint => magic & ((1n << COUNTER_BITS) - 1n);

/** Seconds of 2025-01-01, UTC: no Fairlead is older. */
const BORN_S = 1_735_689_600;

/**
 * A counter for an intent that no ledger could give one: the bit below the programs' own is set, and a ledger's counters,
 * which begin at the seconds of its birth, do not come there in a century. Four a second, so that two runs do not meet.
 */
export const volatileCounter = (utcSeconds: number): bigint =>
  (1n << (COUNTER_BITS - 2n)) + BigInt(Math.max(0, utcSeconds - BORN_S)) * 4n;

/** The programs' own closes, below their topmost bit: those for a duty, with the end of its intent's counter and a try. */
const OWN_BIT = 1n << (COUNTER_BITS - 1n);
const DUTY_BIT = 1n << (COUNTER_BITS - 2n);
const TRY_BITS = 10n;
const NAMED = (1n << (COUNTER_BITS - 2n - TRY_BITS)) - 1n;

/**
 * Whether a close that a program in MT5 made by itself took lots off what an intent had opened: for that intent's duty, or
 * in a flatten of this installation (without installation where it closed a stranger's position). Another's duty did not.
 */
export function closesForFill(magic: bigint, intentMagic: bigint): boolean {
  const installation = installationOf(magic);
  if (installation === null || (magic & OWN_BIT) === 0n) return false;
  if ((magic & DUTY_BIT) === 0n) return installation === 0 || installation === installationOf(intentMagic);
  return installation === installationOf(intentMagic) && ((magic >> TRY_BITS) & NAMED) === (intentMagic & NAMED);
}

/** The magic of a program's close for the duty of an intent, the same as DutyMagic of CloseMagic.mqh. */
export const dutyMagic = (intentMagic: bigint, number: bigint): bigint =>
  ((intentMagic >> COUNTER_BITS) << COUNTER_BITS) |
  OWN_BIT |
  DUTY_BIT |
  ((intentMagic & NAMED) << TRY_BITS) |
  (number & ((1n << TRY_BITS) - 1n));

/** The installation that made a magic; null when it is not Fairlead's. */
export function installationOf(magic: bigint): number | null {
  if (magic >> (INSTALLATION_BITS + COUNTER_BITS) !== MAGIC_TAG) return null;
  return Number((magic >> COUNTER_BITS) & BigInt(MAX_INSTALLATION));
}
