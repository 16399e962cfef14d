const MOST = 8;

/**
 * Decimals of an account's money: a page prints them all. A workbook holds numbers, which drop closing zeros (and may trail
 * binary dust): there the currency's own decimals are the least, ISO 4217's by way of CLDR, two where it is not known.
 */
export function moneyDigits(printed: number, fromWorkbook: boolean, currency: string): number {
  if (!fromWorkbook) return Math.min(MOST, printed);
  const own = ownDigits(currency);
  return printed > MOST ? own : Math.max(own, printed);
}

function ownDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
