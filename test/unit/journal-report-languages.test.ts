import { describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/universal";
import { moneyDigits } from "#bridge/journal/import/money-digits.ts";
import { readReport } from "#bridge/journal/import/read-report.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import {
  ENCODINGS,
  ENGLISH,
  type MadePosition,
  madeReport,
  NUMBERS,
  type ReportStyle,
} from "#test/fixtures/journal/made-report.ts";

const position = (known: Partial<MadePosition>): MadePosition => ({
  symbol: "EURUSD",
  side: "buy",
  lots: "0.10",
  open: "1.10000",
  close: "1.10500",
  profit: 50,
  swap: 0,
  commission: -0.7,
  ...known,
});
const POSITIONS = [
  position({}),
  position({ side: "sell", open: "1.10000", close: "1.20000", profit: -1_000, swap: -1.23 }),
  position({ symbol: "XAUUSD", open: "2410.50", close: "2412.00", profit: 15 }),
  position({ side: "sell", symbol: "XAUUSD", open: "2412.00", close: "2400.00", profit: 1_234.56, swap: 0.5 }),
];
const words = (buy: string, sell: string, into: string, out: string, balance: string) => ({
  buy,
  sell,
  in: into,
  out,
  balance,
});
const labels = (account: string, deals: string, net: string) => ({ labels: { account, deals, net } });

const STYLES: Readonly<Record<string, Partial<ReportStyle>>> = {
  German: {
    ...words("Kauf", "Verkauf", "Eingang", "Ausgang", "Saldo"),
    ...labels("Konto:", "Abschlüsse", "Nettogewinn gesamt:"),
    number: NUMBERS.german,
    encode: ENCODINGS.utf8,
  },
  "Russian in UTF-16, most significant byte first": {
    ...words("покупка", "продажа", "вход", "выход", "баланс"),
    ...labels("Счёт:", "Сделки", "Чистая прибыль:"),
    number: NUMBERS.nbsp,
    encode: ENCODINGS.utf16be,
  },
  "Russian in its old code page, undeclared": {
    ...words("покупка", "продажа", "вход", "выход", "баланс"),
    ...labels("Счет:", "Сделки", "Чистая прибыль:"),
    encode: ENCODINGS.cp1251,
  },
  "Chinese in UTF-16 without a mark": {
    ...words("买入", "卖出", "入场", "出场", "余额"),
    ...labels("账户：", "成交", "总净利润："),
    encode: ENCODINGS.utf16bare,
  },
  "Arabic with its own digits, right to left": {
    ...words("شراء", "بيع", "دخول", "خروج", "رصيد"),
    ...labels("الحساب:", "الصفقات", "صافي الربح:"),
    number: NUMBERS.arabic,
    encode: ENCODINGS.utf8,
    rightToLeft: true,
  },
  Japanese: {
    ...words("買い", "売り", "エントリー", "エグジット", "残高"),
    ...labels("口座：", "約定", "純利益："),
    encode: ENCODINGS.utf16le,
  },
  Turkish: { ...words("alış", "satış", "giriş", "çıkış", "bakiye"), number: NUMBERS.german, encode: ENCODINGS.utf16le },
  Vietnamese: { ...words("mua", "bán", "vào", "ra", "số dư"), encode: ENCODINGS.utf8 },
  "a language of no people": { ...words("zig", "zag", "hin", "her", "geld"), number: NUMBERS.english },
  "a netting account": { mode: "Netting" },
};

describe("one history as ten programs would have printed it", () => {
  for (const [name, style] of Object.entries(STYLES)) {
    test(name, async () => {
      const { deals, currency, account, digits } = await readReport(madeReport(POSITIONS, { ...ENGLISH, ...style }));
      const { trades } = tradesOf(deals);
      expect(
        trades.map(({ symbol, side, lots, openPrice, closePrice, result, net }) => [
          symbol,
          side,
          lots,
          openPrice,
          closePrice,
          Number(result.toFixed(2)),
          Number(net.toFixed(2)),
        ]),
      ).toEqual([
        ["EURUSD", "buy", 0.1, 1.1, 1.105, 50, 49.3],
        ["EURUSD", "sell", 0.1, 1.1, 1.2, -1_001.23, -1_001.93],
        ["XAUUSD", "buy", 0.1, 2_410.5, 2_412, 15, 14.3],
        ["XAUUSD", "sell", 0.1, 2_412, 2_400, 1_235.06, 1_234.36],
      ]);
      expect([currency, account, digits]).toEqual(["EUR", "50012345@Made-Demo", 2]);
    });
  }
});

test("a short page in the Cyrillic code page is known by few words among numbers with wide spaces", async () => {
  const few = madeReport([position({ profit: 1_234.5 })], {
    ...ENGLISH,
    ...words("покупка", "продажа", "вход", "выход", "баланс"),
    number: NUMBERS.nbsp,
    encode: ENCODINGS.cp1251,
  });
  expect((await readReport(few)).encoding).toBe("windows-1251");
});

test("a deal that the broker took back is no trade, and the balance goes on", async () => {
  const row = (cells: string): string =>
    `<tr>${cells
      .split("|")
      .map((cell) => `<td>${cell}</td>`)
      .join("")}</tr>`;
  const rows = [
    "2024.03.01 09:00:00|1||balance|||||0.00|0.00|10 000.00|10 000.00|",
    "2024.03.04 10:00:00|2|EURUSD|buy|in|1.00|1.10000|2|-1.00|0.00|0.00|9 999.00|",
    "2024.03.04 10:30:00|3|EURUSD|buy canceled|in|1.00|1.10000|3|0.00|0.00|0.00|9 999.00|",
    "2024.03.04 11:00:00|4|EURUSD|sell|out|1.00|1.08700|4|-1.00|-2.00|-1 300.00|8 696.00|",
    "2024.03.04 12:00:00|5||correction|||||0.00|0.00|4.00|8 700.00|",
  ];
  const { deals, skipped } = await readReport(
    ENCODINGS.utf8(
      `<html><table>${row("Account:|50012345 (USD, Made-Demo, real, Hedge)")}${row("a|b|c|d|e|f|g|h|i|j|k|l|m")}${rows.map(row).join("")}</table></html>`,
    ),
  );
  const { trades, cash } = tradesOf(deals);
  expect(trades.map(({ openPrice, net }) => [openPrice, net])).toEqual([[1.1, -1_304]]);
  expect(cash.filter(({ amount }) => amount !== 0).map(({ amount }) => amount)).toEqual([10_000, 4]);
  expect([...skipped]).toEqual([["cancelledOrder", 1]]);
});

describe("a workbook's money", () => {
  const text = (value: string) => ({ type: String, value });
  const number = (value: number) => ({ type: Number, value });
  const workbook = async (currency: string, profit: number): Promise<Uint8Array> => {
    const deal = (cells: readonly (string | number)[]) =>
      cells.map((cell) => (typeof cell === "number" ? number(cell) : text(cell)));
    const rows = [
      [text("Account:"), null, null, text(`50012345 (${currency}, Made-Demo, real, Hedge)`)],
      deal([
        "Time",
        "Deal",
        "Symbol",
        "Type",
        "Direction",
        "Volume",
        "Price",
        "Order",
        "Commission",
        "Swap",
        "Profit",
        "Balance",
        "Comment",
      ]),
      deal(["2024.03.01 09:00:00", 1, "", "balance", "", "", "", "", 0, 0, 1_000_000, 1_000_000, ""]),
      deal(["2024.03.04 10:00:00", 2, "USDJPY", "buy", "in", 0.1, 150.005, 2, 0, 0, 0, 1_000_000, ""]),
      deal(["2024.03.04 11:00:00", 3, "USDJPY", "sell", "out", 0.1, 150.1, 3, 0, 0, profit, 1_000_000 + profit, ""]),
    ];
    return new Uint8Array(await (await writeXlsxFile(rows, {}).toBlob()).arrayBuffer());
  };

  test("has no decimals in yen, two in dollars though all are whole, and those that are written", async () => {
    expect((await readReport(await workbook("JPY", 950))).digits).toBe(0);
    expect((await readReport(await workbook("USD", 950))).digits).toBe(2);
    expect((await readReport(await workbook("JPY", 950.5))).digits).toBe(1);
  });

  test("keeps its seconds though a workbook's times are fractions of a day", async () => {
    const time = (text: string) => ({ type: Date, value: new Date(`${text}Z`), format: "yyyy-mm-dd hh:mm:ss" });
    const rows = Array.from({ length: 40 }, (_, at) => [
      time(`2024-03-04T10:${String(at).padStart(2, "0")}:${String((at * 7) % 60).padStart(2, "0")}`),
      number(at + 1),
      text(""),
      text("balance"),
      ...["", "", "", ""].map(text),
      ...[0, 0, 10, 10 * (at + 1)].map(number),
      text(""),
    ]);
    const head = [text("Account:"), text("50012345 (USD, Made-Demo, real, Hedge)")];
    const book = new Uint8Array(await (await writeXlsxFile([head, ...rows], {}).toBlob()).arrayBuffer());
    const { deals } = await readReport(book);
    expect(deals.map(({ timeMs }) => timeMs)).toEqual(
      rows.map(([first]) => (first as { value: Date }).value.getTime()),
    );
  });

  test("is counted as the currency is where binary dust trails it", () => {
    expect([moneyDigits(15, true, "USD"), moneyDigits(1, true, "KWD"), moneyDigits(8, true, "BTC")]).toEqual([2, 3, 8]);
    expect([moneyDigits(0, false, "USD"), moneyDigits(0, true, ""), moneyDigits(0, true, "USC2")]).toEqual([0, 2, 2]);
  });
});
