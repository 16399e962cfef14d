import { refuseUnknown } from "../guard.ts";

/** A base whose instances refuse unknown properties; private fields of subclasses land on the guard itself. */
// oxlint-disable-next-line typescript/no-extraneous-class -- the constructor returns the guard; there is nothing else to it.
export class Guarded {
  constructor(name: string) {
    return refuseUnknown(name, this);
  }
}
