/** A text node inside `host` that is written from outside React. Rewriting equal text is skipped: it costs layout. */
export class TextSlot {
  readonly #node: Text;

  constructor(host: Element) {
    this.#node = document.createTextNode("");
    host.append(this.#node);
  }

  write(text: string): void {
    if (this.#node.data !== text) this.#node.data = text;
  }

  remove(): void {
    this.#node.remove();
  }
}
