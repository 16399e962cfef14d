import { describe, expect, test } from "vitest";
import { readReport } from "#bridge/journal/import/read-report.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import { ENCODINGS } from "#test/fixtures/journal/made-report.ts";

const row = (cells: string): string =>
  `<tr>${cells
    .split("|")
    .map((cell) => `<td>${cell}</td>`)
    .join("")}</tr>`;
const page = (...lists: readonly (readonly string[])[]): Uint8Array =>
  ENCODINGS.utf8(
    `<html><table>${row("Account:|50012345 (USD, Made-Demo, real, Hedge)")}${lists
      .map((list) => `${row("a|b|c|d|e|f|g|h|i|j|k|l|m")}${list.map(row).join("")}`)
      .join("")}</table></html>`,
  );
const statement = (rows: readonly string[]): Uint8Array =>
  ENCODINGS.utf8(
    `<html><div>Made</div><table>${row("Account: 123456|Name: Anna|Currency: USD|Leverage: 1:100")}${rows.map(row).join("")}</table></html>`,
  );
const read = async (bytes: Uint8Array) => {
  const report = await readReport(bytes);
  return { ...report, ...tradesOf(report.deals) };
};
const cents = (value: number): number => Number(value.toFixed(2));

const DEPOSIT = "2024.03.01 09:00:00|1||balance|||||0.00|0.00|10 000.00|10 000.00|";
const DEALS = [
  DEPOSIT,
  "2024.03.04 10:00:00|2|EURUSD|buy|in|1.00|1.10000|2|-1.00|0.00|0.00|9 999.00|",
  "2024.03.04 11:00:00|3|EURUSD|sell|out|1.00|1.08700|3|-1.00|-2.00|-1 300.00|8 696.00|",
];

describe("a report as other builds, brokers and users have it", () => {
  test("a minus that stands apart from its number belongs to it", async () => {
    const { trades, cash } = await read(
      page([
        ...DEALS.map((deal) => deal.replaceAll("|-", "|- ")),
        "2024.03.05 11:00:00|4||balance|||||0.00|0.00|- 1 234.00|7 462.00|",
      ]),
    );
    expect(trades.map(({ net }) => cents(net))).toEqual([-1_304]);
    expect(cash.map(({ amount }) => amount)).toEqual([10_000, -1_234]);
  });

  test("lots that are shortened to thousands are whole lots, in orders and deals", async () => {
    const orders = ["2024.03.04 10:00:00|2|EURUSD|buy|1K / 1K|1.10000|||2024.03.04 10:00:00|filled|"];
    const { trades } = await read(
      page(
        orders,
        DEALS.map((deal) => deal.replace("|1.00|", "|1K|")),
      ),
    );
    expect(trades.map(({ lots, openPrice, net }) => [lots, openPrice, cents(net)])).toEqual([[1_000, 1.1, -1_304]]);
  });

  test("a list with the newest first is the same list", async () => {
    const { trades, firstBalance } = await read(page(DEALS.toReversed()));
    expect(firstBalance).toBe(0);
    expect(trades.map(({ openPrice, net }) => [openPrice, cents(net)])).toEqual([[1.1, -1_304]]);
  });

  test("money rows are told from trades even where they name a share or print lots of nothing", async () => {
    const { trades, cash } = await read(
      page([
        "2024.03.01 09:00:00|1||balance||0.00|0.00||0.00|0.00|10 000.00|10 000.00|",
        ...DEALS.slice(1),
        "2024.03.05 09:00:00|5|AAPL|dividend|||||0.00|0.00|3.25|8 699.25|AAPL",
      ]),
    );
    expect(trades).toHaveLength(1);
    expect(cash.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["balance", 10_000],
      ["dividend", 3.25],
    ]);
  });

  test("the list of closed positions tells unknown words where positions of one size overlap", async () => {
    // By age the first exit would belong to the first entry; the list says that it ended the second.
    const closed = [
      "2024.03.04 11:00:00|3|EURUSD|zig|1.00|1.20000|||2024.03.04 12:00:00|1.15000|0.00|0.00|-5 000.00",
      "2024.03.04 10:00:00|2|EURUSD|zig|1.00|1.10000|||2024.03.04 13:00:00|1.13000|0.00|0.00|3 000.00",
    ];
    const deals = [
      DEPOSIT,
      "2024.03.04 10:00:00|2|EURUSD|zig|in|1.00|1.10000|2|0.00|0.00|0.00|10 000.00|",
      "2024.03.04 11:00:00|3|EURUSD|zig|in|1.00|1.20000|3|0.00|0.00|0.00|10 000.00|",
      "2024.03.04 12:00:00|4|EURUSD|zag|out|1.00|1.15000|4|0.00|0.00|-5 000.00|5 000.00|",
      "2024.03.04 13:00:00|5|EURUSD|zag|out|1.00|1.13000|5|0.00|0.00|3 000.00|8 000.00|",
    ];
    const { trades } = await read(page(closed, deals));
    expect(trades.map(({ side, openPrice, net }) => [side, openPrice, net])).toEqual([
      ["buy", 1.2, -5_000],
      ["buy", 1.1, 3_000],
    ]);
  });

  test("an exit keeps its position where the report begins after the entry, whatever else is open", async () => {
    const closed = [
      "2024.02.01 10:00:00|90|EURUSD|buy|1.00|1.05000|||2024.03.04 12:00:00|1.15000|0.00|0.00|100.00",
      "2024.03.04 10:00:00|91|EURUSD|buy|1.00|1.10000|||2024.03.04 13:00:00|1.13000|0.00|0.00|50.00",
    ];
    const deals = [
      "2024.03.04 10:00:00|2|EURUSD|buy|in|1.00|1.10000|91|0.00|0.00|0.00|10 000.00|",
      "2024.03.04 12:00:00|4|EURUSD|sell|out|1.00|1.15000|92|0.00|0.00|100.00|10 100.00|",
      "2024.03.04 13:00:00|5|EURUSD|sell|out|1.00|1.13000|93|0.00|0.00|50.00|10 150.00|",
    ];
    const { trades, worked } = await read(page(closed, deals));
    expect(trades.map(({ position, openPrice, net }) => [position, openPrice, net])).toEqual([
      [90n, null, 100],
      [91n, 1.1, 50],
    ]);
    expect(worked.size).toBe(0);
  });
});

test("exits of one moment and price go to the positions whose profit they brought", async () => {
  const closed = [
    "2024.03.04 10:00:00|2|EURUSD|buy|1.00|1.10000|||2024.03.04 12:00:00|1.15000|0.00|0.00|5 000.00",
    "2024.03.04 11:00:00|3|EURUSD|buy|1.00|1.20000|||2024.03.04 12:00:00|1.15000|0.00|0.00|-5 000.00",
  ];
  const deals = [
    DEPOSIT,
    "2024.03.04 10:00:00|2|EURUSD|buy|in|1.00|1.10000|2|0.00|0.00|0.00|10 000.00|",
    "2024.03.04 11:00:00|3|EURUSD|buy|in|1.00|1.20000|3|0.00|0.00|0.00|10 000.00|",
    "2024.03.04 12:00:00|4|EURUSD|sell|out|1.00|1.15000|4|0.00|0.00|-5 000.00|5 000.00|",
    "2024.03.04 12:00:00|5|EURUSD|sell|out|1.00|1.15000|5|0.00|0.00|5 000.00|10 000.00|",
  ];
  const { trades, worked } = await read(page(closed, deals));
  expect(trades.map(({ position, openPrice, net }) => [position, openPrice, net])).toEqual([
    [3n, 1.2, -5_000],
    [2n, 1.1, 5_000],
  ]);
  expect(worked.size).toBe(0);
});

describe("a statement of MetaTrader 4", () => {
  const closed = (profit: string, commission = "0.00") =>
    statement([
      `10|2024.03.01 10:00:00|sell|1.00|eurusd|1.10000|0.00000|0.00000|2024.03.01 12:00:00|1.11000|${commission}|0.00|0.00|${profit}`,
    ]);

  test("a loss with its minus apart, and a row without commission, are trades and not cancelled orders", async () => {
    expect((await read(closed("- 1 234.50"))).trades.map(({ net }) => net)).toEqual([-1_234.5]);
    expect((await read(closed("-1 234.50", ""))).trades.map(({ net }) => net)).toEqual([-1_234.5]);
  });

  test("a pending order that was cancelled is no trade, though zeros stand where its money would", async () => {
    const { trades, skipped } = await read(
      statement([
        "10|2024.03.01 10:00:00|buy|1.00|eurusd|1.10000|0|0|2024.03.01 12:00:00|1.11000|0.00|0.00|0.00|50.00",
        "11|2024.03.01 10:00:00|buy limit|1.00|eurusd|1.10000|0|0|2024.03.01 12:00:00|1.11000|0.00|0.00|0.00|0.00",
      ]),
    );
    expect(trades.map(({ ticket }) => ticket)).toEqual([10n]);
    expect([...skipped]).toEqual([["cancelledOrder", 1]]);
  });

  test("a profit that cannot be read is damage, never an order that was cancelled", async () => {
    await expect(readReport(closed("12x.50"))).rejects.toMatchObject({
      code: "REPORT_DAMAGED",
      details: { found: '"12x.50"' },
    });
  });
});

describe("whose report it is", () => {
  const account = async (who: string): Promise<string> =>
    (
      await readReport(
        ENCODINGS.utf8(
          `<html><table>${row(`Account:|${who}`)}${row("a|b|c|d|e|f|g|h|i|j|k|l|m")}${DEALS.map(row).join("")}</table></html>`,
        ),
      )
    ).account;

  test.each([
    ["50012345 (USD, Made-Demo, real, Hedge)", "50012345@Made-Demo"],
    ["50012345 (USD, Broker, demo)", "50012345@Broker"],
    ["50012345 (USD, Broker (UK) Ltd-Live, real, Hedge)", "50012345@Broker-(UK)-Ltd-Live"],
    ["50012345 (USD, real, Hedge)", "50012345@MT5"],
    ["50012345 (USD, 1:100, Netting)", "50012345@MT5"],
    ["50012345 (USD)", "50012345@MT5"],
    ["50012345", "50012345@MT5"],
  ])("%s: what an account is for is no server", async (who, expected) => {
    expect(await account(who)).toBe(expected);
  });
});

describe("statements that number their rows, and those with comments", () => {
  test("a numbered row is the row without its number, and its comment tells why it closed", async () => {
    const { trades } = await read(
      statement([
        "1|200|2006.07.27 13:27|sell|2.50|eurusd|1.2764|0.0000|0.0000|2006.07.27 13:34|1.2768|0.00|0.00|-100.00|to #201",
        "2|201|2006.07.27 13:27|sell|1.00|eurusd|1.2764|0.0000|0.0000|2006.07.28 13:34|1.2700|0.00|-1.00|640.00|from #200[tp]",
      ]),
    );
    expect(trades.map(({ ticket, lots, net, origin, comment }) => [ticket, lots, net, origin, comment])).toEqual([
      [200n, 2.5, -100, "other", "to #201"],
      [201n, 1, 639, "takeProfit", "from #200[tp]"],
    ]);
  });

  test("a column of comments, most of them empty, is none of money", async () => {
    const { trades } = await read(
      statement([
        "10|2024.03.01 10:00:00|sell|1.00|eurusd|1.1|0|0|2024.03.01 12:00:00|1.0900|-3.00|0.50|-1.00|1000.00|scalp",
        "11|2024.03.01 10:00:00|sell|1.00|eurusd|1.1|0|0|2024.03.01 13:00:00|1.1100|-3.00|0.50|-1.00|-1000.00|",
        "12|2024.03.01 10:00:00|balance|Deposit|50.00",
      ]),
    );
    expect(trades.map(({ net, comment }) => [net, comment])).toEqual([
      [996.5, "scalp"],
      [-1_003.5, ""],
    ]);
  });
});

describe("dates with the year last", () => {
  const written = (days: readonly string[]): Uint8Array =>
    page(DEALS.map((deal, at) => deal.replace(/^\d{4}\.\d\d\.\d\d/, days[at] ?? "")));
  const closed = async (days: readonly string[]): Promise<string | undefined> => {
    const [trade] = (await read(written(days))).trades;
    return trade === undefined ? undefined : new Date(trade.closeMs).toISOString().slice(0, 10);
  };

  test("are read one way all through the report: a day beyond the twelfth tells which", async () => {
    expect(await closed(["04/03/2024", "04/03/2024", "04/03/2024"])).toBe("2024-03-04");
    expect(await closed(["02/28/2024", "03/01/2024", "03/04/2024"])).toBe("2024-03-04");
    expect(await closed(["28.02.2024", "01.03.2024", "04.03.2024"])).toBe("2024-03-04");
  });

  test("a report that has them both ways is damaged", async () => {
    await expect(closed(["28/02/2024", "03/01/2024", "03/14/2024"])).rejects.toMatchObject({ code: "REPORT_DAMAGED" });
  });
});

test("MetaTrader 4's tester: the rest of an order that was closed in part keeps its side and entry", async () => {
  const rows = [
    "1|2014.01.02 10:00|sell|1|0.10|1.37000|0.00000|0.00000|",
    "2|2014.01.02 11:00|close|1|0.04|1.36000|0.00000|0.00000|40.00|10040.00",
    "3|2014.01.02 12:00|close|2|0.05|1.35000|0.00000|0.00000|100.00|10140.00",
    "4|2014.01.02 13:00|buy|4|0.10|1.35000|0.00000|0.00000|",
    "5|2014.01.02 15:00|close at stop|3|0.01|1.34000|0.00000|0.00000|30.00|10170.00",
    "6|2014.01.02 15:00|close at stop|4|0.10|1.34000|0.00000|0.00000|-100.00|10070.00",
  ];
  const settings = row("Symbol|EURUSD (Euro)") + row("Period|1 Hour (H1)");
  const { kind, trades } = await read(
    ENCODINGS.utf8(
      `<html><div>Report</div><div>Made</div><table>${settings}</table><table>${rows.map(row).join("")}</table></html>`,
    ),
  );
  expect(kind).toBe("mt4Tester");
  expect(trades.map(({ side, lots, openPrice, net }) => [side, lots, openPrice, net])).toEqual([
    ["sell", 0.04, 1.37, 40],
    ["sell", 0.05, 1.37, 100],
    ["sell", 0.01, 1.37, 30],
    ["buy", 0.1, 1.35, -100],
  ]);
});
