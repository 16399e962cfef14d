import { contract } from "#shared/contract/contract.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";

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
): DomainHandlers<typeof contract.depth> {
  return {
    book: ({ instrumentId }, { signal }) => {
      depth.watch(instrumentId);
      const end = (): void => depth.unwatch(instrumentId);
      if (signal.aborted) end();
      else signal.addEventListener("abort", end, { once: true });
      return { topic, wants: (key) => key === instrumentId };
    },
  };
}
