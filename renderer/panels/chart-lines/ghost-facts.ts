import type { Instrument } from "#shared/contract/market.ts";
import type { Preview } from "#shared/contract/verdict.ts";
import { openingOf, rAt, type TradeLine } from "../../chart/trade-lines.ts";
import { resultText } from "../../format/money.ts";
import { priceFormat } from "../../format/price.ts";
import { rText } from "../../format/r-multiple.ts";
import type { Text } from "../../i18n/i18n.ts";
import { distanceText } from "../ticket/readings.ts";

interface Moved {
  /** The level as the broker has it. */
  readonly held: TradeLine;
  readonly price: number;
  readonly instrument: Instrument;
  /** What the bridge says of it at this price; undefined until it has. */
  readonly preview: Preview | undefined;
  /** What would fill an order of this side now. */
  readonly market: number | undefined;
}

/** What a line means where it is moved to: price, distance, money, and R; of a pending price the distance to the market. */
export function ghostFacts(text: Text, moved: Moved): readonly string[] {
  const { held, price, instrument } = moved;
  const opens = held.role === "price" || held.role === "stopLimit";
  const r = opens ? undefined : rAt(held, price);
  return [
    priceFormat(instrument).text(price),
    distanceOf(text, moved),
    opens ? riskOf(text, moved) : resultOf(text, moved),
    r === undefined ? undefined : text("ticket.r", { r: rText(r, 1) ?? "" }),
  ].filter((fact) => fact !== undefined);
}

function distanceOf(text: Text, { held, price, instrument, market }: Moved): string | undefined {
  const { role, subject } = held;
  const from = (base: number | undefined): string | undefined =>
    base === undefined ? undefined : distanceText(text, base, price, instrument);
  if (role === "price") {
    const distance = from(market);
    return distance && text("line.fromMarket", { distance });
  }
  if (role === "stopLimit") {
    const distance = subject.kind === "order" ? from(subject.order.price) : undefined;
    return distance && text("line.fromStopPrice", { distance });
  }
  return from(openingOf(subject).entry);
}

function resultOf(text: Text, { held, preview }: Moved): string | undefined {
  const minor = held.role === "stopLoss" ? preview?.levels.atStop : preview?.levels.atTake;
  if (preview === undefined || minor === null || minor === undefined) return undefined;
  return text("line.result", { money: resultText({ ...preview, minor }), currency: preview.currency });
}

/** What the order loses at its stop once it has opened here. */
function riskOf(text: Text, { held, preview }: Moved): string | undefined {
  if (preview === undefined) return undefined;
  if (openingOf(held.subject).stop === undefined) return text("line.noStop");
  const { atStop } = preview.levels;
  if (atStop === null) return undefined;
  return text("line.atStop", { money: resultText({ ...preview, minor: atStop }), currency: preview.currency });
}
