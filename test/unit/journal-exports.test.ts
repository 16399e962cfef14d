import { crc32, deflateSync } from "node:zlib";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { csvExport } from "#bridge/journal/export/csv-export.ts";
import type { Exported } from "#bridge/journal/export/make-export.ts";
import { pdfReport } from "#bridge/journal/export/pdf-report.ts";
import { xlsxExport } from "#bridge/journal/export/xlsx-export.ts";
import { pngOf } from "#bridge/journal/picture/png.ts";
import { Raster } from "#bridge/journal/picture/raster.ts";
import { isWholePng } from "#bridge/journal/picture/whole-png.ts";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";

const NOTHING = new Float64Array();
const context = {
  riskMinor: null,
  r: null,
  maeMinor: null,
  mfeMinor: null,
  spreadOpen: null,
  spreadClose: null,
  slippageOpen: null,
  slippageClose: null,
};
/** A trade whose texts came from a report that means harm. */
const tradeWith = (known: Partial<JournalTrade>): JournalTrade =>
  ({
    tradeId: "1@A#1",
    accountId: "1@A",
    origin: "import",
    currency: "USD",
    digits: 2,
    symbol: "EURUSD",
    side: "buy",
    lots: 1,
    openMs: 0,
    openPrice: 1.1,
    closeMs: 60_000,
    closePrice: 1.2,
    priceDigits: 5,
    matched: false,
    stopLoss: null,
    takeProfit: null,
    profitMinor: 100,
    swapMinor: 0,
    costsMinor: 0,
    resultMinor: 100,
    netMinor: 100,
    win: true,
    closedBy: "",
    strategy: "",
    sessionId: null,
    sessionTrade: null,
    galeStep: null,
    signal: null,
    position: "1",
    comment: "",
    context,
    note: "",
    tags: [],
    revision: 0,
    picture: false,
    ...known,
  }) as JournalTrade;

const HARM = ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\n=1", "\uFF1D1+1", "\uFF201"] as const;

describe("texts that spreadsheets would run", () => {
  test.each(HARM)("%j is a text in CSV and no formula in a workbook", async (harm) => {
    const trade = tradeWith({ symbol: harm, note: harm, comment: harm });
    const csv = new TextDecoder().decode(csvExport([trade], "en", false));
    const [, row = ""] = csv.split("\r\n");
    expect(row.split(",")[2]).toMatch(/^"?'/);
    const parts = unzipSync(
      await xlsxExport([trade], { currencies: [], converted: null, fromMs: null, toMs: null }, "en"),
    );
    const sheets = Object.entries(parts).filter(([name]) => name.includes("worksheets/sheet"));
    expect(sheets.length).toBeGreaterThan(0);
    for (const [, sheet] of sheets) expect(new TextDecoder().decode(sheet)).not.toMatch(/<f[ >]/);
  });

  test("control signs are left out; line breaks, quotes and commas come back as they were", () => {
    const csv = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      csvExport([tradeWith({ note: 'a\u0000\u001Bb, "c"\nd' })], "en", true),
    );
    expect(csv.startsWith("\uFEFFTrade,")).toBe(true);
    expect(csv).toContain(',"ab, ""c""\nd",');
  });
});

const chunk = (type: string, data: Buffer): Buffer => {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, "latin1");
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
};
function pngWith(width: number, height: number, data: Buffer): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

describe("pictures that are none", () => {
  const own = pngOf(new Raster(20, 10), [
    [0, 0, 0, 0],
    [1, 2, 3, 255],
  ]);
  const bad: Readonly<Record<string, Uint8Array>> = {
    "a head alone": own.slice(0, 33),
    "one that breaks off": own.slice(0, -1),
    "one with a changed byte": own.map((byte, at) => (at === 50 ? byte ^ 1 : byte)),
    "pixels that do not unpack": pngWith(10, 10, Buffer.from("garbage")),
    "fewer pixels than told": pngWith(10, 10, deflateSync(Buffer.alloc(10))),
    "more pixels than told": pngWith(2, 2, deflateSync(Buffer.alloc(1 << 20))),
    "one that would fill the memory": pngWith(60_000, 60_000, deflateSync(Buffer.alloc(1_000))),
  };

  test("our own is whole, and so is one in full colour", () => {
    expect(isWholePng(own)).toBe(true);
    expect(isWholePng(pngWith(4, 3, deflateSync(Buffer.alloc(3 * 17))))).toBe(true);
  });

  test.each(Object.entries(bad))("%s is not taken, and ends no report that has it", async (_, png) => {
    expect(isWholePng(png)).toBe(false);
    const part: CurrencyStatistics = {
      currency: "USD",
      digits: 2,
      accountIds: [],
      trades: 1,
      metrics: [],
      bestDay: null,
      worstDay: null,
      curve: { timeMs: NOTHING, balance: NOTHING, drawdown: NOTHING },
      equity: null,
      distribution: { edges: NOTHING, counts: NOTHING },
      heatmap: { netMinor: new Float64Array(168), trades: new Float64Array(168) },
      groups: [],
    };
    const exported: Exported = {
      trades: [tradeWith({ symbol: "<img src=x onerror=alert(1)>\n\u0634" })],
      statistics: { currencies: [part], converted: null, fromMs: 0, toMs: 1 },
      pictures: new Map([["1@A#1", png]]),
    };
    const pdf = Buffer.from(await pdfReport("pdf", exported, { locale: "en", madeMs: 0 })).toString("latin1");
    expect(pdf).not.toContain("/Subtype /Image");
    expect(pdf.trimEnd().endsWith("%%EOF")).toBe(true);
  });
});
