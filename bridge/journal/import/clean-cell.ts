/** Direction marks, zero-width characters, byte order marks: seen in right-to-left reports and pasted files. */
const MARKS = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const BLANKS = /[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+/g;
const PLAIN = /^[\u0021-\u007E]*$/;

/** Digits of the scripts that systems print numbers in, as 0 to 9. */
const FOREIGN_DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\uFF10-\uFF19]/g;
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10] as const;

/** A cell's text: blanks joined, marks gone, digits as 0 to 9, one kind of minus, beside its number, and of decimal point. */
export function cleanCell(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(MARKS, "")
    .replace(BLANKS, " ")
    .trim()
    .replace(FOREIGN_DIGITS, (digit) => {
      const code = digit.charCodeAt(0);
      const zero = ZEROS.find((from) => code >= from && code <= from + 9) ?? code;
      return String(code - zero);
    })
    .replace(/(?<=\d)\u066B(?=\d)/g, ".")
    .replace(/(?<=\d)\u066C(?=\d)/g, "")
    .replace(/[\u2212\u2013\uFE63\uFF0D]/g, "-")
    .replace(/(^|\()([+-]) (?=\d)/g, "$1$2");
}
