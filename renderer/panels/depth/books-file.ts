import type { RecordedBookView } from "#shared/contract/depth.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { BridgeClient } from "../../bridge/bridge-client.ts";
import type { SavedFile } from "../../ui/download.ts";

const AT_ONCE = 500;
const HEAD = "image,utc_msc,side,price,volume";

/**
 * Recorded images as CSV, a row a level, the best price first. Asked for part by part; whatever was told within the last
 * millisecond of a part is asked for anew with the next. @throws FairleadError WIRE_CLOSED, STORE_UNAVAILABLE
 */
export async function booksFile(
  depth: Pick<BridgeClient["depth"], "recordedFrom">,
  { id, symbol }: Pick<Instrument, "id" | "symbol">,
  fromMs: number,
  toMs: number,
): Promise<SavedFile> {
  const lines = [HEAD];
  let images = 0;
  for (let from = fromMs; from < toMs; ) {
    const { books } = await depth.recordedFrom({ instrumentId: id, fromMs: from, toMs, limit: AT_ONCE });
    const lastMs = books.at(-1)?.atMs ?? toMs;
    const isWhole = books.length < AT_ONCE || books[0]?.atMs === lastMs;
    const part = isWhole ? books : books.filter(({ atMs }) => atMs < lastMs);
    for (const book of part) lines.push(...rowsOf(book, ++images));
    from = books.length < AT_ONCE ? toMs : isWhole ? lastMs + 1 : lastMs;
  }
  const name = `${symbol.replace(/[^A-Za-z0-9._-]/g, "_")}-depth-${new Date(fromMs).toISOString().slice(0, 16).replace(":", "")}Z.csv`;
  return { name, blob: new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }) };
}

const rowsOf = ({ atMs, bids, asks }: RecordedBookView, image: number): string[] => [
  ...asks.map(({ price, volume }) => `${image},${atMs},ask,${price},${volume}`).toReversed(),
  ...bids.map(({ price, volume }) => `${image},${atMs},bid,${price},${volume}`),
];
