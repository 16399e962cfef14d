import { KNOWN_WORDS } from "./known-passwords.ts";

export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

const LOOKALIKES: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
  "8": "b",
};
const RUNS = "01234567890 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm qwertzuiop azertyuiop";

/**
 * Why a password is too easy to guess, or undefined. Length first, as NIST SP 800-63B asks, no rules of composition; then
 * what people take for clever: known words with digits around them, runs of the keyboard, one's own name.
 * @param mine what an attacker knows of the user: address, names.
 */
export function weakness(password: string, mine: readonly string[]): string | undefined {
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH.least) return `It has ${length} characters: ${PASSWORD_LENGTH.least} are the least.`;
  const low = password.toLowerCase();
  if (new Set(low).size < 6) return "It repeats the same few characters.";
  const own = mine
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .find((part) => part.length >= 4 && without(low, part) < 8);
  if (own !== undefined) return "It is made of your own name or address.";
  if (freshCharacters(low) < 8) return "It is made of known passwords, dates or runs of the keyboard.";
  return undefined;
}

/** Characters that are left when the known words and the runs in it count as one each. */
function freshCharacters(low: string): number {
  const letters = Array.from(low, (letter) => LOOKALIKES[letter] ?? letter).join("");
  return Math.min(countFresh(low), countFresh(letters));
}

function countFresh(text: string): number {
  let fresh = 0;
  for (let at = 0; at < text.length; fresh += 1) {
    at += Math.max(1, knownAt(text, at), runAt(text, at), repeatAt(text, at), yearAt(text, at));
  }
  return fresh;
}

function knownAt(text: string, at: number): number {
  for (let length = Math.min(28, text.length - at); length >= 4; length -= 1) {
    if (KNOWN_WORDS.has(text.slice(at, at + length))) return length;
  }
  return 0;
}

function runAt(text: string, at: number): number {
  let length = 3;
  const isRun = (part: string): boolean => RUNS.includes(part) || RUNS.includes(Array.from(part).toReversed().join(""));
  if (text.length - at < length || !isRun(text.slice(at, at + length))) return 0;
  while (at + length < text.length && isRun(text.slice(at, at + length + 1))) length += 1;
  return length;
}

function repeatAt(text: string, at: number): number {
  return /^(.)\1{2,}/su.exec(text.slice(at))?.[0].length ?? 0;
}

function yearAt(text: string, at: number): number {
  return /^(?:19|20)\d\d/.test(text.slice(at)) ? 4 : 0;
}

function without(text: string, part: string): number {
  return text.includes(part) ? text.split(part).join("").length : Number.POSITIVE_INFINITY;
}
