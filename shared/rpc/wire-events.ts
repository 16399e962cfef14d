/** The receiving half that every wire shares: keeps early messages, and says once that it is closed. */
export class WireEvents {
  #onMessage: ((message: unknown) => void) | undefined;
  readonly #onClose: ((reason: string) => void)[] = [];
  #early: unknown[] = [];
  #reason: string | undefined;

  get closed(): boolean {
    return this.#reason !== undefined;
  }

  message(message: unknown): void {
    if (this.closed) return;
    if (this.#onMessage) this.#onMessage(message);
    else this.#early.push(message);
  }

  onMessage(handler: (message: unknown) => void): void {
    this.#onMessage = handler;
    const early = this.#early;
    this.#early = [];
    for (const message of early) handler(message);
  }

  onClose(handler: (reason: string) => void): void {
    if (this.#reason === undefined) this.#onClose.push(handler);
    else handler(this.#reason);
  }

  close(reason: string): void {
    if (this.closed) return;
    this.#reason = reason;
    for (const handler of this.#onClose) handler(reason);
  }
}
