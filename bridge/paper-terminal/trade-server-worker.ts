import { parseArgs } from "node:util";
import { systemClock } from "../ports/clock.ts";
import { SimulatedMarket } from "./market/simulated-market.ts";
import { newPaperAccount } from "./trade-server/account-state.ts";
import { primeQuotes } from "./trade-server/prime-quotes.ts";
import { TradeServerSocket } from "./trade-server/socket-server.ts";
import { TradeServer } from "./trade-server/trade-server.ts";

/**
 * The trade server in a process of its own, for the MQL5 host, so that it goes on while EA or bridge is dead:
 * `node trade-server-worker.ts --socket PATH [--seed N] [--weekends open|closed]`. Prints `ready` once it listens;
 * ends on SIGTERM or SIGINT.
 */
const { values } = parseArgs({
  options: {
    socket: { type: "string" },
    seed: { type: "string", default: "1" },
    weekends: { type: "string", default: "open" },
  },
});
if (values.socket === undefined) throw new Error("--socket PATH is missing");

const weekends = values.weekends === "closed" ? "closed" : "open";
const market = new SimulatedMarket({ clock: systemClock, seed: Number(values.seed), weekends });
const server = new TradeServer({
  symbols: market.symbols(),
  sessions: (symbol) => market.sessions(symbol),
  account: newPaperAccount(market.now()),
  now: () => market.now(),
});
await primeQuotes(market, server);
const socket = await TradeServerSocket.listen(server, values.socket);
market.start({ ticks: (symbol, ticks) => socket.ticks(symbol, ticks), moved: () => {}, ended: () => {} });

async function stop(): Promise<void> {
  await market.stop();
  await socket.close();
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
process.stdout.write("ready\n");
