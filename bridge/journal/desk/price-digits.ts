/** Decimals of a price, or `known` when it has no more: most have not, and are told without making a text of each. */
export function decimalsBeyond(price: number, known: number): number {
  if (Number.isInteger(price * 10 ** known)) return known;
  // 1.3412 has four; 1e-7 seven.
  const [digits = "", power = "0"] = String(price).split("e");
  return Math.max(known, (digits.split(".")[1] ?? "").length - Number(power));
}
