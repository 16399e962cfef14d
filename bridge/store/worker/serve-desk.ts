import type { MessagePort } from "node:worker_threads";
import type { FairleadError } from "#shared/contract/errors.ts";
import { codedOf } from "./coded-error.ts";
import type { DeskAnswer, DeskCall, DeskReady } from "./desk-messages.ts";

/** What a desk's thread tells of itself and of its errors. */
export interface DeskHost {
  readonly setAside: FairleadError | undefined;
  /** Puts what a method threw into Fairlead's codes. */
  readonly coded: (error: unknown) => FairleadError;
}

/**
 * Answers calls that come over `port` with the methods of `desk`; columns in an answer are moved, not copied. A method that
 * takes its time is answered when it is done; others pass it by.
 */
export function serveDesk(port: MessagePort, desk: object, { setAside, coded }: DeskHost): void {
  const methods = desk as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  port.on("message", (call: DeskCall | "stop") => {
    if (call === "stop") return port.close();
    const { id, method, args } = call;
    const give = (value: unknown): void => {
      const answer: DeskAnswer = { id, value };
      port.postMessage(answer, buffersIn(value));
    };
    const failed = (error: unknown): void => {
      const answer: DeskAnswer = { id, error: codedOf(coded(error)) };
      port.postMessage(answer);
    };
    try {
      const value = methods[method]?.(...args);
      if (value instanceof Promise) value.then(give, failed);
      else give(value);
    } catch (error) {
      failed(error);
    }
  });
  const ready: DeskReady = setAside === undefined ? { ready: true } : { ready: true, setAside: codedOf(setAside) };
  port.postMessage(ready);
}

/** Buffers of the columns in an answer, or in those it is a list of. */
function buffersIn(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const look = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const member of Object.values(part)) {
      if (ArrayBuffer.isView(member) && member.buffer instanceof ArrayBuffer) buffers.add(member.buffer);
    }
  };
  if (Array.isArray(value)) for (const part of value) look(part);
  look(value);
  return [...buffers];
}
