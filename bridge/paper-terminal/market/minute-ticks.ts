import { emptyTickColumns, TICK_FLAG, type TickColumns } from "#shared/market/tick.ts";
import { toBroker } from "./broker-zone.ts";
import { STEPS } from "./factor-path.ts";
import type { HourQuotes, SymbolQuotes } from "./hour-quotes.ts";
import { minuteBids } from "./minute-bids.ts";
import { Draws, hash } from "./random.ts";

const MINUTE = 60_000;

/** One gap in 40 between two ticks is no gap: they share their millisecond, as recorded feeds show. */
const TOGETHER = 1 / 40;

/**
 * All ticks of the minute that begins at `utcMs`, in broker time: none when the symbol is not quoted then. They add up
 * to exactly the bar that HourQuotes states: open, high, low, close of the bid, bid changes, smallest spread.
 */
export function ticksOfMinute(symbol: SymbolQuotes, utcMs: number): TickColumns {
  const address = Math.floor(utcMs / MINUTE);
  const minute = address % 60;
  const quotes = symbol.hour((address - minute) / 60);
  const bidTicks = quotes.bidTicks[minute] as number;
  if (bidTicks === 0) return emptyTickColumns(0);
  const draws = new Draws(hash(symbol.seed, 7, address));
  const count = bidTicks + (quotes.askTicks[minute] as number);
  const times = arrivals(count, draws);
  const changesBid = chooseBidTicks(count, bidTicks, draws);
  const bidTimes = times.filter((_, i) => changesBid[i] === 1);
  const wobble = Math.max(0.8, 0.2 * symbol.model.spread);
  const bids = minuteBids(quotes, minute, bidTimes, wobble, draws);
  const spreads = minuteSpreads(quotes, minute, changesBid, draws);
  return columns(symbol, utcMs, { times, changesBid, bids, spreads }, before(symbol, quotes, address));
}

/** Arrival times in a minute, ms, in order: a Poisson stream with some ticks together. */
function arrivals(count: number, draws: Draws): Int32Array {
  const at = new Float64Array(count);
  let sum = -Math.log(1 - draws.unit());
  for (let i = 0; i < count; i++) {
    at[i] = sum;
    sum += draws.unit() < TOGETHER ? 0 : -Math.log(1 - draws.unit());
  }
  const scale = (MINUTE - 1) / (sum + 1e-9);
  return Int32Array.from(at, (time) => Math.floor(time * scale));
}

/** Which ticks change the bid; the first and the last always do. */
function chooseBidTicks(count: number, bidTicks: number, draws: Draws): Uint8Array {
  const chosen = new Uint8Array(count);
  let wanted = bidTicks - 2;
  for (let i = 1; i < count - 1; i++) {
    if (draws.unit() * (count - 1 - i) < wanted) {
      chosen[i] = 1;
      wanted--;
    }
  }
  chosen[0] = 1;
  chosen[count - 1] = 1;
  return chosen;
}

/** Spread after each tick: never below the minute's smallest, which is met; a tick of the ask alone always changes it. */
function minuteSpreads(quotes: HourQuotes, minute: number, changesBid: Uint8Array, draws: Draws): Int32Array {
  const least = quotes.spread[minute] as number;
  const count = changesBid.length;
  const spreads = new Int32Array(count);
  const looseness = 2 + 0.5 * least;
  const tightest = draws.below(Math.max(1, count - 1));
  let last = least + Math.floor(draws.unit() ** 2 * looseness);
  for (let i = 0; i < count; i++) {
    const askAlone = changesBid[i] === 0;
    let spread = last;
    if (askAlone || draws.unit() < 0.4) spread = least + Math.floor(draws.unit() ** 2 * looseness);
    if (i === tightest) spread = least;
    if (askAlone && spread === last) spread = last + 1;
    spreads[i] = spread;
    last = spread;
  }
  spreads[count - 1] = quotes.closeSpread[minute] as number;
  return spreads;
}

interface Quote {
  readonly bid: number;
  readonly ask: number;
}

/** The quote that stood when the minute began; none when quoting begins with this minute. */
function before(symbol: SymbolQuotes, quotes: HourQuotes, address: number): Quote | null {
  if (!symbol.isOpen((address - 1) * MINUTE)) return null;
  const minute = address % 60;
  const bid = quotes.path[minute * STEPS] as number;
  const spread = minute === 0 ? symbol.hour(address / 60 - 1).closeSpread[59] : quotes.closeSpread[minute - 1];
  return { bid, ask: bid + (spread as number) };
}

interface Drawn {
  readonly times: Int32Array;
  readonly changesBid: Uint8Array;
  readonly bids: Int32Array;
  readonly spreads: Int32Array;
}

function columns(symbol: SymbolQuotes, utcMs: number, drawn: Drawn, previous: Quote | null): TickColumns {
  const { times, changesBid, bids, spreads } = drawn;
  const base = toBroker(Math.floor(utcMs / MINUTE) * MINUTE);
  const scale = 10 ** symbol.model.digits;
  const ticks = emptyTickColumns(times.length);
  let lastBid = previous?.bid ?? Number.NaN;
  let lastAsk = previous?.ask ?? Number.NaN;
  let nextBid = 0;
  for (let i = 0; i < times.length; i++) {
    const bid = changesBid[i] === 1 ? (bids[nextBid++] as number) : lastBid;
    const ask = bid + (spreads[i] as number);
    ticks.timeMs[i] = base + (times[i] as number);
    ticks.bid[i] = bid / scale;
    ticks.ask[i] = ask / scale;
    ticks.flags[i] = (bid === lastBid ? 0 : TICK_FLAG.bid) | (ask === lastAsk ? 0 : TICK_FLAG.ask);
    lastBid = bid;
    lastAsk = ask;
  }
  return ticks;
}
