import { contract } from "#shared/contract/contract.ts";
import type { RecordedBookView } from "#shared/contract/depth.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { RecordedBook } from "#shared/market/depth/book-batch.ts";
import { sidesOf } from "#shared/market/depth/sides.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { BookStore } from "../ports/book-store.ts";

/** Who asks brokers for their books. */
export interface DepthPort {
  watch(id: InstrumentId): void;
  unwatch(id: InstrumentId): void;
}

export const depthTopic = () => topicOf(contract.depth.book);

/** Serves `depth`: a book is asked for as long as somebody has its stream open. */
export function depthMethods(
  topic: ReturnType<typeof depthTopic>,
  depth: DepthPort,
  store: Pick<BookStore, "recordedBooks" | "bookAt" | "readBooks">,
): DomainHandlers<typeof contract.depth> {
  return {
    book: ({ instrumentId }, { signal }) => {
      depth.watch(instrumentId);
      const end = (): void => depth.unwatch(instrumentId);
      if (signal.aborted) end();
      else signal.addEventListener("abort", end, { once: true });
      return { topic, wants: (key) => key === instrumentId };
    },
    recorded: async ({ instrumentId }) => {
      const found = (await store.recordedBooks()).find(({ instrument }) => instrument === instrumentId);
      return { span: found === undefined ? null : { images: found.images, fromMs: found.fromMs, toMs: found.toMs } };
    },
    recordedAt: async ({ instrumentId, atMs }) => {
      const found = await store.bookAt(instrumentId, atMs);
      return { book: found === undefined ? null : viewOf(found) };
    },
    recordedFrom: async ({ instrumentId, fromMs, toMs, limit }) => {
      const books = await store.readBooks(instrumentId, fromMs, toMs, limit);
      return { books: books.map(viewOf) };
    },
  };
}

const viewOf = ({ atMs, levels, items }: RecordedBook): RecordedBookView => ({ atMs, levels, ...sidesOf(items) });
