/** `0.10`: lots with the two decimals that traders read, more only where the volume has them. */
export function lotsText(lots: number): string {
  const text = lots.toFixed(8).replace(/0+$/, "");
  const [, decimals = ""] = text.split(".");
  return decimals.length >= 2 ? text : lots.toFixed(2);
}
