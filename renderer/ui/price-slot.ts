import { type PriceFormat, priceParts } from "../format/price.ts";
import type { Move } from "../stores/quote-store.ts";
import { flashes } from "./flash.ts";
import { TextSlot } from "./text-node.ts";

/** A price drawn outside React: its digits, the small last one, and a flash when it moves. */
export class PriceSlot {
  readonly #host: HTMLElement;
  readonly #main: TextSlot;
  readonly #small: HTMLElement;
  readonly #last: TextSlot;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#main = new TextSlot(host);
    this.#small = document.createElement("small");
    this.#small.className = "pipette";
    host.append(this.#small);
    this.#last = new TextSlot(this.#small);
  }

  write(format: PriceFormat, price: number, move: Move): void {
    const [main, last] = priceParts(format, price);
    this.#main.write(main);
    this.#last.write(last);
    flashes.light(this.#host, move);
  }

  remove(): void {
    this.#main.remove();
    this.#small.remove();
    flashes.forget(this.#host);
  }
}
