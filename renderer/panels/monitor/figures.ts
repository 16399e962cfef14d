/** Stands where there is nothing to say yet. */
export const NONE = "\u2013";

/** `12.3 %` of a share. */
export const percentText = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;

/** `+0.42 %`, `−0.10 %` of a share, with a real minus. */
export const signedPercent = (share: number): string =>
  `${share < 0 ? "\u2212" : "+"}${percentText(Math.abs(share), 2)}`;
