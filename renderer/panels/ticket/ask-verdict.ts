import { FairleadError } from "#shared/contract/errors.ts";
import type { OrderInput } from "#shared/contract/order-input.ts";
import type { Preview } from "#shared/contract/verdict.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { BridgeClient } from "../../bridge/bridge-client.ts";
import { type Draft, type FieldProblem, orderOf, type Side } from "./draft.ts";

/** What the bridge says of one side of a draft. */
export interface SideVerdict {
  /** The very draft that was asked about: only while it is still on screen may its order be sent. */
  readonly draft: Draft;
  /** The order that was judged; undefined where a field could not even be asked about. */
  readonly order: OrderInput | undefined;
  readonly preview: Preview | undefined;
  readonly problem: FieldProblem | undefined;
  readonly error: unknown;
}

interface Asked {
  readonly accountId: AccountId;
  readonly symbol: string;
  readonly draft: Draft;
  /** The price on screen on each side. */
  readonly seen: Readonly<Record<Side, number | undefined>>;
}

const verdictOf = (draft: Draft, rest: Partial<SideVerdict>): SideVerdict => ({
  order: undefined,
  preview: undefined,
  problem: undefined,
  error: undefined,
  ...rest,
  draft,
});

/** Asks for one side: first for the lots where a risk is given, then for the verdict. Never rejects. */
export async function askVerdict(
  { trading }: Pick<BridgeClient, "trading">,
  { accountId, symbol, draft, seen }: Asked,
  side: Side,
): Promise<SideVerdict> {
  try {
    const lots = await lotsOf(trading, { accountId, symbol, draft }, side);
    if (typeof lots === "object") return verdictOf(draft, { problem: lots });
    const order = orderOf(draft, side, symbol, lots, seen[side]);
    if ("field" in order) return verdictOf(draft, { problem: order });
    return verdictOf(draft, { order, preview: await trading.preview({ accountId, order }) });
  } catch (error) {
    return verdictOf(draft, { error });
  }
}

async function lotsOf(
  trading: BridgeClient["trading"],
  { accountId, symbol, draft }: Pick<Asked, "accountId" | "symbol" | "draft">,
  side: Side,
): Promise<string | number | FieldProblem> {
  const { sizeBy, amount, type, stopLoss } = draft;
  if (sizeBy === "lots") return amount;
  if (stopLoss.trim() === "") return { field: "stopLoss", code: "problem.size.noStop" };
  const entry = type === "market" ? null : type === "stopLimit" ? draft.stopLimit : draft.price;
  try {
    const sized = await trading.size({ accountId, symbol, side, entry, stopLoss, by: sizeBy, amount });
    if (sized.lots !== null) return sized.lots;
    const { riskMinor: minor, currency, digits } = sized;
    return {
      field: "amount",
      code: `problem.size.${sized.reason ?? "notANumber"}`,
      params: { minor, currency, digits },
    };
  } catch (error) {
    if (error instanceof FairleadError && error.code === "ORDER_INVALID") {
      const { field, problem } = error.details;
      // What the lots are reckoned from is the limit of a stop limit, and the price of every other order that waits.
      const named = field === "entry" ? (type === "stopLimit" ? "stopLimit" : "price") : field;
      if (typeof named === "string" && typeof problem === "string") return { field: named, code: problem };
    }
    throw error;
  }
}
