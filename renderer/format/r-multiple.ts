/** `1.8`: a result as a multiple of what is risked; undefined where nothing is. Both in minor units. */
export function rText(result: number | null, risk: number | null): string | undefined {
  if (result === null || risk === null || risk <= 0) return undefined;
  const text = (result / risk).toFixed(1);
  return text === "-0.0" ? "0.0" : text.replace("-", "\u2212");
}
