import { parseArgs } from "node:util";
import { systemClock } from "../ports/clock.ts";
import { SimulatedMarket } from "./market/simulated-market.ts";
import { type AccountState, newPaperAccount } from "./trade-server/account-state.ts";
import { control } from "./trade-server/control.ts";
import type { DeathPoint } from "./trade-server/faults/fault-plan.ts";
import { ManualMarket } from "./trade-server/manual-market.ts";
import { primeQuotes } from "./trade-server/prime-quotes.ts";
import { TradeServerSocket } from "./trade-server/socket-server.ts";
import { AccountJournal } from "./trade-server/storage/account-journal.ts";
import { TradeServer } from "./trade-server/trade-server.ts";

/**
 * The trade server in a process of its own, for the MQL5 host, so that it goes on while EA or bridge is dead:
 * `node trade-server-worker.ts --socket PATH [--market simulated|manual] [--seed N] [--weekends open|closed]
 * [--margin hedging|netting|exchange] [--login N] [--server NAME] [--journal PATH]`. Prints `ready` once it listens; ends on SIGTERM or
 * SIGINT. With a journal the account survives `kill -9`; without, it lives as long as the process.
 */
const { values } = parseArgs({
  options: {
    socket: { type: "string" },
    market: { type: "string", default: "simulated" },
    seed: { type: "string", default: "1" },
    weekends: { type: "string", default: "open" },
    margin: { type: "string", default: "hedging" },
    login: { type: "string", default: "10001" },
    server: { type: "string", default: "Fairlead-Paper" },
    journal: { type: "string" },
  },
});
if (values.socket === undefined) throw new Error("--socket PATH is missing");

/** How often time passes without a quote. */
const TIME_MS = 250;
const MARGIN_MODES = ["hedging", "netting", "exchange"] as const;

const kill = (): boolean => process.kill(process.pid, "SIGKILL");
/** At once; an answer that is to be given first leaves with the end of this turn. */
const die = (at: DeathPoint): unknown => (at === "answered" ? setImmediate(kill) : kill());

const weekends = values.weekends === "closed" ? "closed" : "open";
const marginMode = MARGIN_MODES.find((mode) => mode === values.margin);
if (marginMode === undefined) throw new Error(`--margin is one of ${MARGIN_MODES.join(", ")}`);
const simulated =
  values.market === "manual" ? null : new SimulatedMarket({ clock: systemClock, seed: Number(values.seed), weekends });
const manual = new ManualMarket(
  () => systemClock.utcMs(),
  (symbol, ticks) => socket.ticks(symbol, ticks),
);
const market = simulated ?? manual;
const terms = { marginMode, login: BigInt(values.login), server: values.server };
const begin = (): AccountState => newPaperAccount(market.now(), terms);
const kept = values.journal === undefined ? null : AccountJournal.open(values.journal, begin);
const server = new TradeServer({
  symbols: market.symbols(),
  sessions: (symbol) => market.sessions(symbol),
  account: kept?.state ?? begin(),
  now: () => market.now(),
  clock: systemClock,
  ...(kept === null ? {} : { keep: (changes) => kept.journal.append(changes) }),
  die,
});
if (simulated !== null) await primeQuotes(simulated, server);
const socket = await TradeServerSocket.listen({
  server,
  path: values.socket,
  clock: systemClock,
  control: (order, to) => control(server, simulated === null ? manual : null, order, to),
});
simulated?.start({ ticks: (symbol, ticks) => socket.ticks(symbol, ticks), moved: () => {}, ended: () => {} });
const cancelTime = systemClock.every(TIME_MS, () => server.passTime());

async function stop(): Promise<void> {
  cancelTime();
  await simulated?.stop();
  await socket.close();
  kept?.journal.close();
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
process.stdout.write("ready\n");
