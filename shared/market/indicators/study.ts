/** One bar as an indicator reads it. `volume` is the real volume where the market has one, else MetaTrader's tick volume. */
export interface StudyBar {
  /** Opening time in broker ms. */
  readonly timeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * An indicator at work on one series of bars, oldest first. A bar that still forms is taken again and again with
 * `keep` false; the value is then what it would be if the bar ended now, and the next bar forgets it.
 */
export interface Study {
  /**
   * @param keep true for a finished bar, once; false for one that still forms, any number of times.
   * @param out receives one number per output of the indicator; NaN as long as there is too little history for one.
   */
  take(bar: StudyBar, keep: boolean, out: Float64Array): void;
}

/** A step of a study that turns one number into another, under the same rule for bars that still form. */
export interface Filter {
  /** @returns NaN as long as there is too little history. NaN in is not counted and gives NaN. */
  take(x: number, keep: boolean): number;
}
