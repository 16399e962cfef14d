import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readReport } from "#bridge/journal/import/read-report.ts";
import { JournalService } from "#bridge/journal/journal-service.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { toLedgerJson } from "#bridge/store/ledger/ledger-json.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import { encodeMessage } from "#shared/rpc/codec.ts";
import { madeHistory } from "#test/fixtures/journal/made-deals.ts";
import { ENCODINGS, ENGLISH, type MadePosition, madeReport } from "#test/fixtures/journal/made-report.ts";
import { median, printRow } from "./support/row.ts";

/**
 * The statistics page of 100,000 closed trades, from the question to the packed answer: every figure, curve, distribution,
 * heat map and the parts by symbol (`part`: half of them, filtered, by month; `first`: columns made anew; `open`: the thread
 * starts and reads all deals out of the ledger; `close`: one more trade closes, until the journal knows it). Raw: one pass that only adds up their nets. And a report of 10 MB from its
 * bytes to its deals; raw: decoding the same bytes.
 */
const ROUNDS = 7;
const TRADES = 100_000;
const REPORT_BYTES = 10 * 1024 * 1024;
const NO_TICKS = {
  openStream: () => Promise.reject(new Error("no ticks")),
  readTicks: () => Promise.reject(new Error("no ticks")),
  readBars: () => Promise.reject(new Error("no ticks")),
};

/** As a window asks for it: the thread behind the bridge, its answer moved over and packed into a message. */
async function statisticsPage(): Promise<void> {
  const profile = mkdtempSync(path.join(tmpdir(), "fairlead-bench-"));
  const ledger = Ledger.open(profile);
  const account = "1@Bench" as AccountId;
  const rows = madeHistory(TRADES).map((deal) => ({
    ticket: deal.ticket,
    revision: 1,
    worked: false,
    content: toLedgerJson(deal),
  }));
  const head = { id: "bench", name: "bench", kind: "mt5Account", account, title: "Bench", currency: "USD", digits: 2 };
  ledger.journal.beginImport({ ...head, firstBalance: 0, atMs: 0 as UtcMs, added: rows.length, duplicates: 0 });
  ledger.journal.addRows("bench", account, rows);
  ledger.journal.endImport("bench");
  const journal = new JournalService({
    profile,
    store: ledger.journal,
    clock: systemClock,
    events: { report: ({ message }) => console.error(message) },
    measure: { ticks: NO_TICKS, instrument: () => undefined },
    balances: () => ({}),
    brokerClocks: () => ({}),
    passing: undefined,
  });
  const whole = { filter: {}, groupBy: "symbol" } as const;
  const part = { filter: { side: "buy" }, groupBy: "month" } as const;
  const ask = async ({ filter, groupBy }: typeof whole | typeof part): Promise<number> => {
    const before = performance.now();
    const view = await journal.ask((desk, clock) => desk.call("statistics", [filter, groupBy, undefined, clock]));
    const message = encodeMessage({ t: "ok", id: 1, value: view } as never);
    const spent = performance.now() - before;
    const trades = view.currencies.reduce((sum, one) => sum + one.trades, 0);
    if (message.length === 0 || trades === 0 || trades > TRADES) throw new Error(`${trades} trades were counted`);
    return spent;
  };
  const opened = performance.now();
  await journal.ask((desk) => desk.call("accounts", []));
  const open = performance.now() - opened;
  const first = await ask(whole);
  const [pages, parts]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    pages.push(await ask(whole));
    parts.push(await ask(part));
  }
  const nets = Float64Array.from({ length: TRADES }, (_, at) => at % 97);
  const adding = Array.from({ length: ROUNDS }, () => timed(() => nets.reduce((sum, net) => sum + net, 0)));
  printRow({ bench: "journal.stats", value: median(pages), unit: "ms", raw: median(adding), trades: TRADES, first });
  printRow({ bench: "journal.stats.part", value: median(parts), unit: "ms", raw: median(adding), trades: TRADES / 2 });
  printRow({ bench: "journal.open", value: open, unit: "ms", raw: median(adding), deals: rows.length });
  const closing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [entry, exit] = madeHistory(1)
      .slice(1)
      .map((deal) => ({ ...deal, position: BigInt(10 ** 7 + round) }));
    if (entry === undefined || exit === undefined) throw new Error("no trade was made");
    const tickets = [BigInt(10 ** 7 + 2 * round), BigInt(10 ** 7 + 2 * round + 1)] as const;
    const deals = [
      { ...entry, ticket: tickets[0] },
      { ...exit, ticket: tickets[1] },
    ];
    for (const kept of ledger.deals.addDeals(account, deals)) journal.dealt(kept);
    const before = performance.now();
    const known = await journal.ask((desk) => desk.call("has", [`${account}#${tickets[1]}`]));
    closing.push(performance.now() - before);
    if (!known) throw new Error("the journal does not know the trade that closed");
  }
  printRow({ bench: "journal.close", value: median(closing), unit: "ms", raw: median(adding), trades: TRADES });
  await journal.stop();
  ledger.close();
  rmSync(profile, { recursive: true });
}

function timed(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

await statisticsPage();

const position = (at: number): MadePosition => ({
  symbol: at % 2 === 0 ? "EURUSD" : "XAUUSD",
  side: at % 3 === 0 ? "sell" : "buy",
  lots: "0.10",
  open: "1.10000",
  close: "1.10100",
  profit: at % 5 === 0 ? -8.4 : 10,
  swap: -0.12,
  commission: -0.7,
});
const bytesOf = (positions: number): Uint8Array =>
  madeReport(
    Array.from({ length: positions }, (_, at) => position(at)),
    { ...ENGLISH, encode: ENCODINGS.utf8 },
  );
const perPosition = (bytesOf(2_000).length - bytesOf(1_000).length) / 1_000;
const positions = Math.ceil(REPORT_BYTES / perPosition);
const report = bytesOf(positions);
const reading: number[] = [];
const decoding: number[] = [];
for (let round = 0; round < 3; round += 1) {
  const before = performance.now();
  const { deals } = await readReport(report);
  reading.push(performance.now() - before);
  if (deals.length !== positions * 2 + 1) throw new Error(`${deals.length} deals were read of ${positions} positions`);
  decoding.push(timed(() => new TextDecoder().decode(report)));
}
printRow({ bench: "journal.import", value: median(reading), unit: "ms", raw: median(decoding), bytes: report.length });
process.exit(0);
