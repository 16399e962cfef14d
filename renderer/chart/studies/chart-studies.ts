import type { Timeframe } from "#shared/market/timeframe.ts";
import type { ChartBar } from "../bar-series.ts";
import type { StudyLine, StudyLineLook } from "../study-line.ts";
import { DrawnStudy } from "./drawn-study.ts";
import { studyDigits } from "./study-digits.ts";
import { indicatorOf, type StudyWish } from "./study-wish.ts";

/** Where indicators are drawn: the chart, or a test's record of it. */
export interface StudyCanvas {
  addStudyLine(look: StudyLineLook): StudyLine;
  /** Told when panes came or went. @param panes how many below the prices */
  sharePanes(panes: number): void;
}

/** A drawn indicator, the pane it stands in (0: over the prices), and the colours of its outputs. */
export interface ShownStudy {
  readonly study: DrawnStudy;
  readonly pane: number;
  readonly colours: readonly string[];
}

/** The indicators of one chart: computed past React, redrawn as bars come. */
export class ChartStudies {
  readonly #canvas: StudyCanvas;
  readonly #timeframe: Timeframe;
  readonly #digits: number;
  #palette: readonly string[];
  #shown: readonly ShownStudy[] = [];
  #bars: readonly ChartBar[] = [];

  /**
   * @param palette colours that tell lines apart; used in turn
   * @param digits decimals of the instrument's prices
   */
  constructor(canvas: StudyCanvas, timeframe: Timeframe, palette: readonly string[], digits: number) {
    this.#digits = digits;
    this.#canvas = canvas;
    this.#timeframe = timeframe;
    this.#palette = palette;
  }

  get shown(): readonly ShownStudy[] {
    return this.#shown;
  }

  /** Shows these instead of what is shown, in this order. */
  show(wishes: readonly StudyWish[]): void {
    for (const { study } of this.#shown) study.remove();
    let pane = 0;
    let line = 0;
    this.#shown = wishes.flatMap((wish) => {
      const indicator = indicatorOf(wish.id);
      if (indicator === undefined) return [];
      const at = indicator.pane === "own" ? (pane += 1) : 0;
      const outputs = indicator.outputs(wish.values);
      const first = at === 0 ? line : 0;
      if (at === 0) line += outputs.length;
      const colours = this.#coloursFrom(first, outputs.length);
      const digits = studyDigits(indicator, this.#digits);
      const lines = outputs.map(({ drawn }, k) =>
        this.#canvas.addStudyLine({
          drawn,
          pane: at,
          colour: colours[k] ?? "",
          digits,
          leavesScale: indicator.id === "pivots",
        }),
      );
      const study = new DrawnStudy(indicator, wish, this.#timeframe, lines);
      study.setBars(this.#bars);
      return [{ study, pane: at, colours }];
    });
    this.#canvas.sharePanes(pane);
  }

  setBars(bars: readonly ChartBar[]): void {
    this.#bars = bars;
    for (const { study } of this.#shown) study.setBars(bars);
  }

  updateLast(bar: ChartBar): void {
    for (const { study } of this.#shown) study.updateLast(bar);
  }

  recolour(palette: readonly string[]): void {
    this.#palette = palette;
    let line = 0;
    this.#shown = this.#shown.map(({ study, pane }) => {
      const first = pane === 0 ? line : 0;
      if (pane === 0) line += study.outputs.length;
      const colours = this.#coloursFrom(first, study.outputs.length);
      study.recolour(colours);
      return { study, pane, colours };
    });
  }

  #coloursFrom(first: number, count: number): readonly string[] {
    return Array.from({ length: count }, (_, k) => this.#palette[(first + k) % this.#palette.length] ?? "");
  }
}
