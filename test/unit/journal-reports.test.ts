import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { checkReport } from "#bridge/journal/import/check-report.ts";
import { readReport } from "#bridge/journal/import/read-report.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import { forgedHistory } from "#test/fixtures/journal/forged/forged-history.ts";
import { asPage, asWorkbook, forgedAccount5 } from "#test/fixtures/journal/forged/forged-report.ts";
import { FORGED_STYLES } from "#test/fixtures/journal/forged/forged-style.ts";
import {
  ENCODINGS,
  ENGLISH,
  type MadePosition,
  madeReport,
  NUMBERS,
  type ReportStyle,
} from "#test/fixtures/journal/made-report.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";

const ONE = recorded("reports/mt5_tester_geraked_COT1.xlsx");
const folder = dirname(ONE ?? "");
const files = ONE === undefined ? [] : readdirSync(folder);
const contentOf = (file: string): Uint8Array => {
  const bytes = readFileSync(join(folder, file));
  return new Uint8Array(file.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes);
};

const POSITIONS: readonly MadePosition[] = [
  {
    symbol: "EURUSD",
    side: "buy",
    lots: "0.50",
    open: "1.08000",
    close: "1.10420",
    profit: 1_210.55,
    swap: -3.2,
    commission: -1.75,
  },
  {
    symbol: "XAUUSD",
    side: "sell",
    lots: "0.10",
    open: "2050.10",
    close: "2061.40",
    profit: -113,
    swap: 0,
    commission: -0.7,
  },
  {
    symbol: "EURUSD",
    side: "sell",
    lots: "0.20",
    open: "1.10420",
    close: "1.10000",
    profit: 84,
    swap: 0.4,
    commission: -0.7,
  },
];

const STYLES: Readonly<Record<string, Partial<ReportStyle>>> = {
  "English, UTF-16": {},
  "Russian, code page without a word about it": {
    heads: [
      "Время",
      "Сделка",
      "Символ",
      "Тип",
      "Направление",
      "Объем",
      "Цена",
      "Ордер",
      "Комиссия",
      "Сбор",
      "Своп",
      "Прибыль",
      "Баланс",
      "Комментарий",
    ],
    balance: "баланс",
    labels: { account: "Счет:", deals: "Сделки", net: "Чистая прибыль:" },
    encode: ENCODINGS.cp1251,
  },
  "German, decimal commas": { buy: "Kauf", sell: "Verkauf", number: NUMBERS.german, encode: ENCODINGS.utf8 },
  "Chinese, UTF-16 without a mark": {
    buy: "买入",
    sell: "卖出",
    in: "入场",
    out: "出场",
    balance: "余额",
    encode: ENCODINGS.utf16bare,
  },
  Indonesian: {
    buy: "beli",
    sell: "jual",
    in: "masuk",
    out: "keluar",
    balance: "saldo",
    number: NUMBERS.nbsp,
    encode: ENCODINGS.utf8,
  },
  "Arabic, right to left, its own digits": {
    buy: "شراء",
    sell: "بيع",
    in: "دخول",
    out: "خروج",
    number: NUMBERS.arabic,
    encode: ENCODINGS.utf16be,
    rightToLeft: true,
  },
  "words of no language": {
    buy: "zig",
    sell: "zag",
    in: "hop",
    out: "plop",
    balance: "gold",
    labels: { account: "?", deals: "!", net: "#" },
    encode: ENCODINGS.utf8,
  },
  "an agency's thousands": { number: NUMBERS.english, encode: ENCODINGS.utf8 },
};

describe("a report is understood by its shape", () => {
  test.each(Object.entries(STYLES))("%s", async (_, style) => {
    const report = await readReport(madeReport(POSITIONS, { ...ENGLISH, ...style }));
    expect(report).toMatchObject({
      kind: "mt5Account",
      account: "50012345@Made-Demo",
      currency: "EUR",
      digits: 2,
      netting: false,
      firstBalance: 0,
    });
    const { trades, cash } = tradesOf(report.deals);
    expect(
      trades.map(({ symbol, side, lots, result, net }) => [
        symbol,
        side,
        lots,
        Number(result.toFixed(2)),
        Number(net.toFixed(2)),
      ]),
    ).toEqual([
      ["EURUSD", "buy", 0.5, 1_207.35, 1_205.6],
      ["XAUUSD", "sell", 0.1, -113, -113.7],
      ["EURUSD", "sell", 0.2, 84.4, 83.7],
    ]);
    expect(trades.map(({ openPrice }) => openPrice)).toEqual([1.08, 2050.1, 1.1042]);
    expect(cash.map(({ kind, amount }) => [kind, amount])).toEqual([["balance", 10_000]]);
  });

  test("a report of a time without trades is a report", async () => {
    const report = await readReport(madeReport([], ENGLISH));
    expect(tradesOf(report.deals).trades).toEqual([]);
    expect(report.currency).toBe("EUR");
  });

  test("a netting account's reversal is read as one", async () => {
    const row = (cells: string): string =>
      `<tr>${cells
        .split("|")
        .map((cell) => `<td>${cell}</td>`)
        .join("")}</tr>`;
    const rows = [
      "2024.03.04 09:00:00|1||balance|||||0.00|0.00|0.00|1 000.00|1 000.00|",
      "2024.03.04 10:00:00|2|EURUSD|buy|in|1.00|1.10000|2|0.00|0.00|0.00|0.00|1 000.00|",
      "2024.03.04 11:00:00|3|EURUSD|sell|in/out|3.00|1.10100|3|0.00|0.00|0.00|100.00|1 100.00|",
      "2024.03.04 12:00:00|4|EURUSD|buy|out|2.00|1.10050|4|0.00|0.00|0.00|100.00|1 200.00|",
    ];
    const page = `<html><table><tr><td>A:</td><td>77 (USD, Net-Server, real, Netting)</td></tr>${rows.map(row).join("")}</table></html>`;
    const report = await readReport(ENCODINGS.utf8(page));
    expect(report.netting).toBe(true);
    expect(tradesOf(report.deals).trades.map(({ side, lots, result }) => [side, lots, result])).toEqual([
      ["buy", 1, 100],
      ["sell", 2, 100],
    ]);
  });

  test("MetaTrader 4's tester tells opening, changes and closing in rows of their own", async () => {
    const row = (cells: string): string =>
      `<tr>${cells
        .split("|")
        .map((cell) => `<td>${cell}</td>`)
        .join("")}</tr>`;
    const rows = [
      "1|2014.01.02 10:00|buy|1|0.10|1.37000|1.36000|1.38000|",
      "2|2014.01.02 11:00|modify|1|0.10|1.37000|1.36500|1.38000|",
      "3|2014.01.02 15:00|t/p|1|0.10|1.38000|1.36500|1.38000|100.00|10100.00",
      "4|2014.01.03 10:00|sell stop|2|0.10|1.36000|1.37000|1.35000|",
      "5|2014.01.03 12:00|sell|2|0.10|1.36000|1.37000|1.35000|",
      "6|2014.01.03 18:00|s/l|2|0.10|1.37000|1.37000|1.35000|-100.00|10000.00",
      "7|2014.01.06 10:00|buy limit|3|0.10|1.30000|1.29000|1.35000|",
      "8|2014.01.07 10:00|delete|3|0.10|1.30000|1.29000|1.35000|",
    ];
    const settings =
      row("Symbol|EURUSD (Euro vs US Dollar)") + row("Period|1 Hour (H1) 2014.01.02 00:00 - 2014.02.01 00:00");
    const page = `<html><body><div>Strategy Tester Report</div><div>Moving Average</div><table>${settings}</table><table>${rows.map(row).join("")}</table></body></html>`;
    const report = await readReport(ENCODINGS.utf8(page));
    expect(report).toMatchObject({ kind: "mt4Tester", currency: "", firstBalance: 10_000 });
    expect(report.title).toContain("Moving Average");
    expect(
      tradesOf(report.deals).trades.map(({ side, openPrice, stopLoss, result, origin }) => [
        side,
        openPrice,
        stopLoss,
        result,
        origin,
      ]),
    ).toEqual([
      ["buy", 1.37, 1.36, 100, "takeProfit"],
      ["sell", 1.36, 1.37, -100, "stopLoss"],
    ]);
  });
});

describe("MetaTrader's own figures", () => {
  test.each(files)("%s: every printed figure is computed anew, to the last digit", async (file) => {
    const report = await readReport(contentOf(file));
    const checks = checkReport(report);
    expect(checks.length).toBeGreaterThanOrEqual(15);
    expect(checks.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["net", "grossProfit", "grossLoss", "profitFactor", "payoff", "balanceDrawdownMaximal"]),
    );
  });
});

describe("a file that is not whole", () => {
  const refused = (bytes: Uint8Array) =>
    readReport(bytes).then(
      () => "read",
      (error: unknown) => (error instanceof FairleadError ? error : Promise.reject(error)),
    );

  test("a report that breaks off names the place", async () => {
    const whole = madeReport(POSITIONS, { ...ENGLISH, encode: ENCODINGS.utf8 });
    const error = await refused(whole.slice(0, whole.length - 900));
    expect(error).toMatchObject({ code: "REPORT_DAMAGED", details: { expected: "the end of the table" } });
  });

  test("a row that was taken out is missed by the balance", async () => {
    const text = new TextDecoder("utf-16le").decode(madeReport(POSITIONS, ENGLISH));
    const error = await refused(ENCODINGS.utf8(text.replace(/<tr[^>]*><td>[^<]*<\/td><td>103<\/td>.*?<\/tr>/, "")));
    expect(error).toMatchObject({ code: "REPORT_DAMAGED", details: { found: expect.stringMatching(/\d/) as string } });
  });

  test("a price that is no number is named by row and column", async () => {
    const text = new TextDecoder("utf-16le").decode(madeReport(POSITIONS, ENGLISH)).replace("1.08000", "1.0x8000");
    expect(await refused(ENCODINGS.utf8(text))).toMatchObject({
      code: "REPORT_DAMAGED",
      details: { expected: "a number", found: '"1.0x8000"' },
    });
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0])],
    ["another page", ENCODINGS.utf8("<html><table><tr><td>Hello</td></tr></table></html>")],
    ["another workbook's parts", zipSync({ "a.txt": strToU8("hello") })],
    ["half a workbook", zipSync({ "xl/workbook.xml": strToU8("<workbook/>") }).slice(0, 60)],
  ])("%s is refused as no report", async (_, bytes) => {
    expect(await refused(bytes)).toMatchObject({ code: "REPORT_UNREADABLE" });
  });

  test("a workbook that unpacks to far more than it should is refused before it is held", async () => {
    const bomb = zipSync(
      { "xl/workbook.xml": strToU8("<workbook/>"), "xl/worksheets/sheet1.xml": new Uint8Array(8 * 1024 * 1024) },
      { level: 9 },
    );
    expect(bomb.length).toBeLessThan(20_000);
    expect(await refused(bomb)).toMatchObject({ code: "REPORT_TOO_LARGE" });
  });

  test("a workbook is refused wherever it breaks off, and where a part is not what its checksum says", async () => {
    const [style] = Object.values(FORGED_STYLES);
    if (style === undefined) return expect.unreachable();
    const who = "50012345 (USD, Made-Demo, real, Hedge)";
    const whole = await asWorkbook(
      forgedAccount5(forgedHistory(1, 10, false), style, { who, hasFee: true, lists: ["positions"] }),
    );
    expect(await refused(whole)).toBe("read");
    for (let length = 0; length < whole.length; length += 211) {
      expect(await refused(whole.slice(0, length)), String(length)).toMatchObject({ code: "REPORT_UNREADABLE" });
    }
    // The directory's entry of the sheet: its name stands 46 bytes in, its checksum 16.
    const named = Buffer.from(whole).lastIndexOf("xl/worksheets/sheet1.xml");
    whole[named - 46 + 16] = (whole[named - 46 + 16] ?? 0) ^ 1;
    expect(await refused(whole)).toMatchObject({
      code: "REPORT_DAMAGED",
      details: { place: "the workbook's part xl/worksheets/sheet1.xml" },
    });
  });

  test("lists whose columns were moved are missed by the summary that counts their trades", async () => {
    const [style] = Object.values(FORGED_STYLES);
    if (style === undefined) return expect.unreachable();
    const forged = forgedAccount5(forgedHistory(1, 20, false), style, {
      who: "50012345 (USD, Made-Demo, real, Hedge)",
      hasFee: true,
      lists: ["positions"],
    });
    const moved = forged.rows.map((row) =>
      row.length > 12 ? [row[2] ?? "", row[0] ?? "", row[1] ?? "", ...row.slice(3)] : row,
    );
    const bytes = ENCODINGS.utf8(asPage({ ...forged, rows: moved }, style));
    expect(await refused(bytes)).toMatchObject({ code: "REPORT_DAMAGED", details: { place: "its lists" } });
  });

  test("a cell of a megabyte is refused", async () => {
    expect(await refused(ENCODINGS.utf8(`<table><tr><td>${"x".repeat(1 << 20)}</td></tr></table>`))).toMatchObject({
      code: "REPORT_TOO_LARGE",
    });
  });

  test("whatever is broken in a report, it is read or refused in words", async () => {
    const whole = madeReport(POSITIONS, { ...ENGLISH, encode: ENCODINGS.utf8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
        fc.nat(whole.length),
        async (changes, length) => {
          const bytes = whole.slice(0, length);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          const outcome = await refused(bytes);
          if (outcome !== "read") expect(outcome).toMatchObject({ code: expect.stringMatching(/^REPORT_/) as string });
        },
      ),
      { numRuns: 150 },
    );
  });
});
