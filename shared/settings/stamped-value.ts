/** A synced setting as one of a user's computers has it; `value` null = taken back to what is weaker. */
export interface StampedValue {
  readonly value: string | number | boolean | readonly string[] | null;
  /** Grows with each change of the key, on whichever computer. 0 = set before it was ever synced. */
  readonly version: number;
  /** UTC ms of the change by the computer that made it: only decides between equal versions. */
  readonly atMs: number;
}

/**
 * Which of two computers' values of one key stands. The higher version does; of equal versions the later one; of equal
 * times the greater text. The order is total, so every computer comes to the same, whatever it heard first.
 * @returns above 0 when `one` stands, below 0 when `other` does, 0 when they are the same.
 */
export function compareStamped(one: StampedValue, other: StampedValue): number {
  if (one.version !== other.version) return one.version - other.version;
  if (one.atMs !== other.atMs) return one.atMs - other.atMs;
  const [text, otherText] = [JSON.stringify(one.value), JSON.stringify(other.value)];
  return text === otherText ? 0 : text > otherText ? 1 : -1;
}

/** Longest text that the cloud takes for one preference. */
const MOST_CHARACTERS = 200;

/** `VERSION ATMS JSON`; undefined for a value that is too long to be synced. */
export function stampedText({ value, version, atMs }: StampedValue): string | undefined {
  const text = `${version} ${atMs} ${JSON.stringify(value)}`;
  return text.length <= MOST_CHARACTERS ? text : undefined;
}

/** Reads what `stampedText` wrote; undefined for anything else. The value still has to be one that its setting takes. */
export function readStamped(text: unknown): StampedValue | undefined {
  const parts = typeof text === "string" ? /^(\d{1,15}) (\d{1,15}) (.+)$/su.exec(text) : null;
  if (parts === null) return undefined;
  const value = parsed(parts[3] ?? "");
  if (!isPlain(value)) return undefined;
  return { value, version: Number(parts[1]), atMs: Number(parts[2]) };
}

/** `appearance.spreadUnit` as the cloud's names are written: `desk.appearance.spread_unit`. */
export const cloudNameOf = (key: string): string =>
  `desk.${key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isPlain = (value: unknown): value is StampedValue["value"] =>
  value === null ||
  typeof value === "string" ||
  typeof value === "boolean" ||
  (typeof value === "number" && Number.isFinite(value)) ||
  (Array.isArray(value) && value.every((item) => typeof item === "string"));
