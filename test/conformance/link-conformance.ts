import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { MemoryTransport } from "#bridge/metatrader-connector/memory-transport.ts";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import { MemoryRegistry } from "#test/fixtures/memory-registry.ts";
import { TestLink } from "#test/fixtures/open-test-link.ts";
import { Probe } from "./probe.ts";
import { endingPromises } from "./promises/endings.ts";
import { historyPromises } from "./promises/history.ts";
import { marketDataPromises } from "./promises/market-data.ts";
import { sessionPromises } from "./promises/session.ts";
import { symbolPromises } from "./promises/symbols.ts";
import { tickPromises } from "./promises/ticks.ts";
import { tradingPromises } from "./promises/trading.ts";
import type { TerminalFactory, TerminalUnderTest } from "./terminal-under-test.ts";

const SETTINGS = {
  heartbeatMs: 200,
  silenceMs: 2_000,
  staleMs: 1_500,
  lostMs: 5_000,
  pingMs: 300,
  maxUnackedFrames: 64,
};

/** What the promises look at: the bridge, what it heard, and the terminal. */
export class ConformanceRun {
  readonly probe = new Probe();
  readonly memory = new MemoryTransport();
  link!: TestLink;
  terminal!: TerminalUnderTest;
  readonly factory: TerminalFactory;
  readonly #folder = mkdtempSync(join(tmpdir(), "fairlead-conformance-"));
  readonly #registry = new MemoryRegistry();
  readonly #secrets = new MemorySecretStore();
  #streams = 0;

  constructor(factory: TerminalFactory) {
    this.factory = factory;
  }

  async open(): Promise<void> {
    await this.#openLink();
    this.terminal = await this.factory.start({ link: () => this.link, memory: this.memory });
    const services = this.factory.hasService === true ? 1 : 0;
    await this.probe.until(() => this.probe.sessions > 0 && this.probe.services >= services, 20_000);
  }

  /** A stream number that no other promise uses. */
  stream(): number {
    this.#streams += 1;
    return this.#streams;
  }

  /** The bridge goes and comes back on other ports, with the same keys and pairings. */
  async restartBridge(): Promise<void> {
    await this.link.close();
    await this.#openLink();
  }

  async close(): Promise<void> {
    await this.terminal.dispose();
    await this.link.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #openLink(): Promise<void> {
    this.link = await TestLink.open({
      settings: SETTINGS,
      registry: this.#registry,
      secrets: this.#secrets,
      listeners: [this.probe],
      embedded: [this.memory],
      commonDir: this.#folder,
    });
  }
}

/** The promises of docs/LINK-PROTOCOL.md, held against a terminal by the real connector. Who keeps them all is a terminal. */
export function linkConformance(factory: TerminalFactory): void {
  describe(`${factory.name} keeps the link's promises:`, () => {
    const run = new ConformanceRun(factory);
    beforeAll(() => run.open(), 600_000);
    afterAll(() => run.close());
    sessionPromises(run);
    symbolPromises(run);
    tickPromises(run);
    if (factory.trades === true) tradingPromises(run);
    historyPromises(run);
    marketDataPromises(run);
    endingPromises(run);
  });
}
