/** Controls, line separators, and the marks that turn the direction of text or take no room (Unicode Cc, Cf, Zl, Zp, Co). */
const NOT_FOR_PEOPLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]+/gu;

/** A pair of surrogates that was cut in two. */
const CUT = /[\ud800-\udbff]$/;

/** Another program's words as they may be shown and logged: one line, nothing invisible, at most `most` UTF-16 units. */
export const plainText = (words: string, most: number): string =>
  words.toWellFormed().replace(NOT_FOR_PEOPLE, " ").trim().slice(0, most).replace(CUT, "");
