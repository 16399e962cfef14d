import type { Money } from "#shared/market/money.ts";
import { moneyText } from "#shared/market/money.ts";

const GROUP = /\B(?=(\d{3})+(?!\d))/g;
/** Narrow no-break space: groups that no locale can mistake for a decimal mark, as MT5 writes them. */
const THIN = "\u202f";
const MINUS = "\u2212";

type Amount = Pick<Money, "minor" | "digits" | "currency"> | { minor: number; digits: number; currency: string };

/** `10 000.00`: grouped by thin spaces, dot-decimal in every language, without the currency. */
export function amountText(amount: Amount): string {
  const [whole = "0", cents] = moneyText(amount as Money)
    .replace("-", "")
    .split(".");
  const grouped = whole.replace(GROUP, THIN);
  const sign = amount.minor < 0 ? MINUS : "";
  return cents === undefined ? sign + grouped : `${sign}${grouped}.${cents}`;
}

/** The amount as a number of whole units, for sorting and for files; never for reckoning. */
export const unitsOf = ({ minor, digits }: Amount): number => Number((minor / 10 ** digits).toFixed(digits));

/** An amount that is a result: always with its sign. Zero has none. */
export function resultText(amount: Amount): string {
  return amount.minor > 0 ? `+${amountText(amount)}` : amountText(amount);
}
