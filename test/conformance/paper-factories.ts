import { curveKeyPair } from "zeromq";
import { SimulatedMarket } from "#bridge/paper-terminal/market/simulated-market.ts";
import { PaperTerminal } from "#bridge/paper-terminal/paper-terminal.ts";
import { type Connections, MemoryIdentity, type PeerIdentity } from "#bridge/paper-terminal/peer/identity.ts";
import { newPaperAccount } from "#bridge/paper-terminal/trade-server/account-state.ts";
import { TradeServer } from "#bridge/paper-terminal/trade-server/trade-server.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import { zmqDialer } from "#test/fixtures/zmq-dialer.ts";
import type { TerminalFactory, TerminalUnderTest } from "./terminal-under-test.ts";

const TERMINAL = "70617065720000000000000000000001" as TerminalId;

/** The paper terminal inside the bridge's process. */
export const paperOverMemory: TerminalFactory = {
  name: "the paper terminal over memory",
  outlivesBridge: false,
  trades: true,
  start: ({ link, memory }) => {
    const keys = curveKeyPair();
    const secret = link().connector.embed(TERMINAL, "Paper market", keys.publicKey);
    const identity = { keys, credentials: { terminal: Buffer.from(TERMINAL, "hex"), secret } };
    return Promise.resolve(
      paperTerminal(identity, {
        library: "memory",
        newKeys: curveKeyPair,
        dialer: ({ publicKey }) => memory.dialer(publicKey),
      }),
    );
  },
};

/** The same terminal over CURVE, paired as any other. */
export const paperOverZmq: TerminalFactory = {
  name: "the paper terminal over ZeroMQ",
  outlivesBridge: true,
  trades: true,
  start: async ({ link }) => {
    const { keys, identity } = await link().pair();
    return paperTerminal(
      { keys, credentials: identity },
      {
        library: "4.3.5",
        newKeys: curveKeyPair,
        dialer: (own) => ({
          dial: (handlers) => {
            const { endpoints, serverKey } = link().link;
            return zmqDialer({ ...endpoints, serverKey, keys: own }).dial(handlers);
          },
        }),
      },
    );
  },
};

function paperTerminal(identity: PeerIdentity, connections: Connections): TerminalUnderTest {
  const market = new SimulatedMarket({ clock: systemClock, seed: 7, weekends: "open" });
  const server = new TradeServer({
    symbols: market.symbols(),
    sessions: (symbol) => market.sessions(symbol),
    account: newPaperAccount(market.now()),
    now: () => market.now(),
    clock: systemClock,
  });
  const terminal = new PaperTerminal({
    clock: systemClock,
    market,
    server,
    connections,
    identity: new MemoryIdentity(identity),
  });
  terminal.start();
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) await terminal.stop();
    running = false;
  };
  // The simulated market quotes by itself, several times a second.
  return { symbol: "EURUSD", quote: () => new Promise((resume) => setTimeout(resume, 1_000)), stop, dispose: stop };
}
