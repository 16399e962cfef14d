import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { FILE_CHUNK_BYTES } from "#shared/contract/journal-files.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { type WholeBridge, wholeBridge } from "#test/fixtures/whole-bridge.ts";

const REPORT = recorded("reports/mt5_tester_build5833_XAUUSD_H4_30trades.html.zst");

async function dropIn({ client }: WholeBridge, bytes: Uint8Array, name = "report.html"): Promise<string> {
  const importId = randomUUID();
  await client.journal.importBegin({ importId, name, bytes: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += FILE_CHUNK_BYTES) {
    await client.journal.importChunk({ importId, offset, data: bytes.slice(offset, offset + FILE_CHUNK_BYTES) });
  }
  return importId;
}

async function fetchFile({ client }: WholeBridge, exportId: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let offset = 0; ; ) {
    const { data, done } = await client.journal.exportChunk({ exportId, offset });
    parts.push(data);
    offset += data.length;
    if (done) return Buffer.concat(parts);
  }
}

test.skipIf(REPORT === undefined)(
  "a report that is dropped in shows up trade by trade, once, and is found by its note after a restart",
  async () => {
    const profile = temporaryFolder();
    const bytes = new Uint8Array(zstdDecompressSync(readFileSync(REPORT ?? "")));
    const first = await wholeBridge(profile);
    const importId = await dropIn(first, bytes);
    const preview = await first.client.journal.importPreview({ importId });
    expect(preview).toMatchObject({
      kind: "mt5Tester",
      currency: "USD",
      trades: 30,
      added: 61,
      duplicates: 0,
      known: false,
    });
    expect(preview.checks.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(await first.client.journal.importCommit({ importId })).toMatchObject({ added: 61, duplicates: 0 });

    const again = await dropIn(first, bytes);
    expect(await first.client.journal.importPreview({ importId: again })).toMatchObject({
      added: 0,
      duplicates: 61,
      known: true,
    });
    expect(await first.client.journal.importCommit({ importId: again })).toMatchObject({ added: 0 });
    expect(await first.client.journal.imports({})).toHaveLength(1);

    const newest = { by: "closed", descending: true } as const;
    const page = await first.client.journal.trades({ filter: {}, sort: newest, offset: 0, limit: 5 });
    expect(page.total).toBe(30);
    const tradeId = page.trades[0]?.tradeId ?? "";
    const edited = await first.client.journal.edit({
      tradeId,
      editId: randomUUID(),
      basedOn: 0,
      note: "Überkauft, zu früh",
      addTags: ["news"],
    });
    expect(edited).toMatchObject({ revision: 1, tags: ["news"], overwrote: null });
    const later = await first.client.journal.edit({
      tradeId,
      editId: randomUUID(),
      basedOn: 0,
      note: "second thoughts",
    });
    expect(later.overwrote).toBe("Überkauft, zu früh");
    await first.close();

    const second = await wholeBridge(profile);
    const found = await second.client.journal.trades({ filter: { text: "thoug" }, sort: newest, offset: 0, limit: 5 });
    expect(found.trades.map((trade) => trade.tradeId)).toEqual([tradeId]);
    expect((await second.client.journal.edits({ tradeId })).map(({ note }) => note)).toEqual([
      "second thoughts",
      "Überkauft, zu früh",
    ]);
    const { currencies } = await second.client.journal.statistics({ filter: {}, groupBy: "month" });
    expect(currencies[0]?.metrics.find(({ id }) => id === "net")?.value).toBe(2_306);
    // What only MetaTrader's tester knew is told on as it printed it; of a part of the trades nobody knows it.
    expect(currencies[0]?.metrics.find(({ id }) => id === "equityDrawdownMaximal")).toMatchObject({
      value: 18_406,
      why: null,
      printed: true,
    });
    const longs = await second.client.journal.statistics({ filter: { side: "buy" } });
    expect(longs.currencies[0]?.metrics.find(({ id }) => id === "equityDrawdownMaximal")?.why).toBe("oneAccount");
    expect(currencies[0]?.groups.reduce((sum, { trades }) => sum + trades, 0)).toBe(30);

    for (const kind of ["csv", "xlsx", "json", "pdf", "risk"] as const) {
      const { exportId, bytes: size } = await second.client.journal.export({
        kind,
        filter: {},
        locale: "id",
        bom: true,
      });
      const file = await fetchFile(second, exportId);
      expect(file.length, kind).toBe(size);
      expect(file.subarray(0, 4).toString("latin1"), kind).toBe(
        { csv: "\u00EF\u00BB\u00BFT", xlsx: "PK\u0003\u0004", json: '{\n "', pdf: "%PDF", risk: "%PDF" }[kind],
      );
    }

    await second.client.journal.importRemove({ importId });
    expect(await second.client.journal.trades({ filter: {}, sort: newest, offset: 0, limit: 5 })).toEqual({
      total: 0,
      trades: [],
    });
  },
);
