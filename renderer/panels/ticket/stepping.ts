interface Steps {
  readonly step: number;
  readonly digits: number;
  /** Where an empty field begins. */
  readonly from: number | undefined;
}

/** The field one step further, snapped to the step; undefined when what stands there is no plain number. */
export function stepped(text: string, direction: 1 | -1, { step, digits, from }: Steps): string | undefined {
  const typed = text.trim();
  if (!(step > 0)) return undefined;
  if (typed === "") return from === undefined ? undefined : from.toFixed(digits);
  if (!/^\d+([.,]\d+)?$/.test(typed)) return undefined;
  const steps = Math.round(Number(typed.replace(",", ".")) / step) + direction;
  return steps < 1 ? undefined : (steps * step).toFixed(digits);
}

/** Decimals in which a step is written: 0.01 has 2. */
export const decimalsOf = (step: number): number => (step.toFixed(8).replace(/0+$/, "").split(".")[1] ?? "").length;
