import { Cell } from "./cell.ts";
import type { Desk } from "./desk/desk.ts";

/** Opens and closes the ticket's panel, and knows whether whoever opened it wants to type into it. */
export class TicketDoor {
  /** Grows with each wish to type into the ticket. */
  readonly asked = new Cell(0);
  readonly #desk: Pick<Desk, "show" | "isShown" | "closePanel">;
  #wanted = false;

  constructor(desk: Pick<Desk, "show" | "isShown" | "closePanel">) {
    this.#desk = desk;
  }

  open(): void {
    this.#wanted = true;
    this.#desk.show("ticket");
    this.asked.set(this.asked.get() + 1);
  }

  close(): void {
    this.#wanted = false;
    this.#desk.closePanel("ticket");
  }

  toggle(): void {
    if (this.#desk.isShown("ticket")) this.close();
    else this.open();
  }

  /** True once for each wish: a window that is only drawn again takes the keyboard from nobody. */
  takeFocus(): boolean {
    const wanted = this.#wanted;
    this.#wanted = false;
    return wanted;
  }
}
