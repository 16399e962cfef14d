import { FairleadError } from "#shared/contract/errors.ts";
import { BlockFault } from "../blocks/block-fault.ts";
import type { BlockSpan } from "./block-book.ts";

/** Says of a block that it is damaged; any other error passes unchanged. */
export function damagedBlock({ lane, firstSeq, firstMs, lastMs, count }: BlockSpan, error: unknown): unknown {
  if (!(error instanceof BlockFault)) return error;
  const from = new Date(firstMs).toISOString();
  const to = new Date(lastMs).toISOString();
  return new FairleadError(
    "STORE_BLOCK_DAMAGED",
    `The block of ${count} ticks from ${from} to ${to} (broker time) is damaged: ${error.message}.`,
    { lane, block: firstSeq, fromMs: firstMs, toMs: lastMs },
    { cause: error },
  );
}
