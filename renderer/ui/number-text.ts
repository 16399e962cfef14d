import { type Money, moneyText } from "#shared/market/money.ts";

/** Three decimals after one to three digits could be thousands: a fourth decimal makes it one number. */
const plain = (text: string): string => (/^[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text);

/** A number as it stands in a field, in a form that shared/trading/input reads back as the same number. */
export const numberText = (value: number): string => plain(String(value));

/** Minor units as they stand in a field. */
export const minorFieldText = (minor: number, digits: number): string =>
  plain(moneyText({ minor, digits, currency: "" } as Money));
