import type { WireValue } from "./values.ts";

/**
 * A connection that carries whole messages in order, both ways: MessagePort, WebSocket or memory. It knows nothing of
 * calls and streams. A message is a plain value (see values.ts) in which typed arrays travel as their bytes.
 */
export interface Wire {
  /** For logs: "websocket", "port", "memory". */
  readonly kind: string;
  /** Hands a message over; silently dropped once closed. @throws TypeError for a value that no wire can carry. */
  send(message: WireValue): void;
  /** Messages that arrived before this call are delivered after it. An unreadable message arrives as an `Unreadable`. */
  onMessage(handler: (message: unknown) => void): void;
  /** Called once, also when this side closes, with words for the log. */
  onClose(handler: (reason: string) => void): void;
  close(reason: string): void;
}

/** Stands for a message whose bytes could not be read; the connection answers it with FRAME_MALFORMED. */
export class Unreadable {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}
