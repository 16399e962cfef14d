/** One call that would have reached the desktop. */
export interface DesktopCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

const calls: DesktopCall[] = [];

/** Notes a call. Specs read the list with `app.evaluate(() => globalThis.electronDoubleCalls)`. */
export function record(name: string, ...args: unknown[]): void {
  calls.push({ name, args });
}

Object.defineProperty(globalThis, "electronDoubleCalls", { value: calls });
