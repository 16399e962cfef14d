import { seeded } from "#test/fixtures/window-lab/seeded.ts";

const START = Date.UTC(2026, 6, 6, 7);
const HOUR_MS = 3_600_000;
const SYMBOLS = [
  ["EURUSD", 1.1684, 5],
  ["GBPUSD", 1.3412, 5],
  ["XAUUSD", 3_412.5, 2],
] as const;

const two = (value: number): string => String(value).padStart(2, "0");
function stamp(ms: number): string {
  const at = new Date(ms);
  const day = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())].join(".");
  return `${day} ${[at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(":")}`;
}
const row = (cells: readonly (string | number)[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;

/** A MetaTrader 5 history report of an invented account, always the same: as many trades as asked for, over months. */
export function inventedReport(login: number, trades: number, seed: number): string {
  const random = seeded(seed);
  const deals: string[] = [];
  let balance = 10_000;
  deals.push(
    row([stamp(START), 1, "", "balance", "", "", "", "", "0.00", "0.00", "0.00", "10 000.00", "10 000.00", "Deposit"]),
  );
  let at = START;
  for (let number = 1; number <= trades; number++) {
    at += Math.round((0.2 + random() * 1.1) * HOUR_MS);
    while ([0, 6].includes(new Date(at).getUTCDay()) || new Date(at).getUTCHours() > 20) at += 5 * HOUR_MS;
    const [symbol, price, digits] = SYMBOLS[Math.floor(random() * SYMBOLS.length)] ?? SYMBOLS[0];
    const buy = random() < 0.55;
    const lots = (1 + Math.floor(random() * 5)) / 10;
    const morning = new Date(at).getUTCHours() < 12 ? 0.06 : -0.03;
    const profit = Math.round((random() < 0.52 + morning ? 20 + random() * 90 : -25 - random() * 80) * lots * 100) / 50;
    const held = Math.round((2 + random() * 50) * 60_000);
    const ticket = number * 2;
    const money = (value: number): string => value.toFixed(2);
    balance += profit;
    const entry = price.toFixed(digits);
    const exit = (price + (buy ? 1 : -1) * (profit / (lots * 10 ** (digits === 2 ? 2 : 5)))).toFixed(digits);
    deals.push(
      row([
        stamp(at),
        ticket,
        symbol,
        buy ? "buy" : "sell",
        "in",
        lots.toFixed(2),
        entry,
        ticket,
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        money(balance - profit),
        "",
      ]),
      row([
        stamp(at + held),
        ticket + 1,
        symbol,
        buy ? "sell" : "buy",
        "out",
        lots.toFixed(2),
        exit,
        ticket + 1,
        "0.00",
        "0.00",
        "0.00",
        money(profit),
        money(balance),
        "",
      ]),
    );
    at += held;
  }
  return [
    "<html><head><meta charset='utf-8'><title>Trade History Report</title></head><body><table>",
    row(["Name:", "Example Trader"]),
    row(["Account:", `${login} (USD, Example-Server, demo, Hedge)`]),
    "<tr><th colspan='14'>Deals</th></tr>",
    row([
      "Time",
      "Deal",
      "Symbol",
      "Type",
      "Direction",
      "Volume",
      "Price",
      "Order",
      "Commission",
      "Fee",
      "Swap",
      "Profit",
      "Balance",
      "Comment",
    ]),
    ...deals,
    "</table></body></html>",
  ].join("\n");
}
