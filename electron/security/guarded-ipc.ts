import type { z } from "zod";
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

/**
 * The only way the shell answers its page: the sender is checked and the input parsed before a handler runs. A refusal
 * says nothing of why to the page; the reason is logged.
 */
export class GuardedIpc {
  readonly #registry: HandlerRegistry;
  readonly #refused: (channel: string, reason: string) => void;

  /** @param refused told of each refused message, for the log */
  constructor(registry: HandlerRegistry, refused: (channel: string, reason: string) => void) {
    this.#registry = registry;
    this.#refused = refused;
  }

  /** Answers `channel`, whose single argument must fit `input`. */
  handle<I>(channel: string, input: z.ZodType<I>, handler: (input: I, sender: Sender) => unknown): void {
    this.#registry.handle(channel, ({ senderFrame, sender }, ...args) => {
      const refuse = (reason: string): never => {
        this.#refused(channel, reason);
        throw new Error("FORBIDDEN");
      };
      if (!isOwnPage(senderFrame)) return refuse(`sent by ${senderFrame?.url || "a frame that is gone"}`);
      const parsed = args.length <= 1 ? input.safeParse(args[0]) : undefined;
      return parsed?.success ? handler(parsed.data, sender) : refuse("its input does not fit");
    });
  }
}
