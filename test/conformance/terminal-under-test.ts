import type { MemoryTransport } from "#bridge/metatrader-connector/memory-transport.ts";
import type { TestLink } from "#test/fixtures/open-test-link.ts";

/** A terminal that the suite holds to the protocol. */
export interface TerminalUnderTest {
  /** A symbol with some thousands of ticks in its history. */
  readonly symbol: string;
  /** Lets at least one new tick of `symbol` come. */
  quote(): Promise<void>;
  /** Leaves in order. */
  stop(): Promise<void>;
  /** Ends whatever is left of it. */
  dispose(): Promise<void>;
}

/** What a terminal gets to connect with. */
export interface ConformanceBridge {
  /** The bridge that runs now: another one after a restart. */
  readonly link: () => TestLink;
  /** The transport for a terminal inside this process; null once the bridge that it belonged to is gone. */
  readonly memory: MemoryTransport;
}

export interface TerminalFactory {
  readonly name: string;
  /** Whether it reaches a bridge that comes back on other ports: an embedded one goes with its bridge. */
  readonly outlivesBridge: boolean;
  /** Whether a history service of its own answers for its past. */
  readonly hasService?: boolean;
  /** Whether there is a broker behind it that takes orders. */
  readonly trades?: boolean;
  /** Starts it paired, or pairs it as a user would. */
  readonly start: (bridge: ConformanceBridge) => Promise<TerminalUnderTest>;
}
