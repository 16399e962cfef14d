import { type PriceFormat, priceParts } from "../format/price.ts";
import type { Move } from "../stores/quote-store.ts";
import { TextSlot } from "./text-node.ts";

/** A price drawn outside React: its digits, the small last one, and a flash when it moves. */
export class PriceSlot {
  readonly #host: HTMLElement;
  readonly #main: TextSlot;
  readonly #small: HTMLElement;
  readonly #last: TextSlot;
  #turn = false;

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
    if (move === "none") return;
    this.#turn = !this.#turn;
    this.#host.dataset["flash"] = `${move}-${this.#turn ? "a" : "b"}`;
  }

  remove(): void {
    this.#main.remove();
    this.#small.remove();
    delete this.#host.dataset["flash"];
  }
}
