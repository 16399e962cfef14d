/**
 * The last millisecond that a time on the link may name, and with a minus sign the first: MQL5's datetime ends with the
 * year 3000 (mql5.com/en/docs/basis/types/integer/datetime). A program that could name any would have others count
 * through the time in between.
 */
export const LAST_MS = Date.UTC(3001, 0, 1) - 1;
