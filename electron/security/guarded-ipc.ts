import type { z } from "zod";
import { CallQuota } from "./call-quota.ts";
import { isOwnPage, type SenderFrame } from "./sender-check.ts";

/** The page that sent a message, as far as a handler needs to know it. */
export interface Sender {
  readonly id: number;
}

interface Event {
  readonly senderFrame: SenderFrame | null;
  readonly sender: Sender;
}

type Handler = (event: Event, ...args: unknown[]) => unknown;

/** The part of Electron's `ipcMain` that is used. */
export interface HandlerRegistry {
  handle(channel: string, handler: Handler): void;
}

/** What is said of a page in the log: its words are its own, and may be long. */
const MOST_WORDS = 200;

/**
 * The only way the shell answers its page: the sender is checked, its calls are counted and the input parsed before a
 * handler runs. A refusal says nothing of why to the page; the reason is logged, of a flood once.
 */
export class GuardedIpc {
  readonly #registry: HandlerRegistry;
  readonly #refused: (channel: string, reason: string) => void;
  readonly #quota: CallQuota;

  /**
   * @param refused told of each refused message, for the log
   * @param now a monotonic clock in ms
   */
  constructor(
    registry: HandlerRegistry,
    refused: (channel: string, reason: string) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#registry = registry;
    this.#refused = refused;
    this.#quota = new CallQuota(now);
  }

  /** Answers `channel`, whose single argument must fit `input`. */
  handle<I>(channel: string, input: z.ZodType<I>, handler: (input: I, sender: Sender) => unknown): void {
    this.#registry.handle(channel, ({ senderFrame, sender }, ...args) => {
      const taken = this.#quota.take(sender.id);
      const refuse = (reason: string): never => {
        if (taken !== "over") this.#refused(channel, reason);
        throw new Error("FORBIDDEN");
      };
      if (taken !== "within") return refuse("it asks too often");
      if (!isOwnPage(senderFrame)) return refuse(`sent by ${whoseWords(senderFrame)}`);
      const parsed = args.length <= 1 ? input.safeParse(args[0]) : undefined;
      return parsed?.success ? handler(parsed.data, sender) : refuse("its input does not fit");
    });
  }
}

const whoseWords = (frame: SenderFrame | null): string =>
  frame === null || frame.url === "" ? "a frame that is gone" : frame.url.slice(0, MOST_WORDS);
