import { join } from "node:path";
import { curveKeyPair } from "zeromq";
import type { AccountId, TerminalId } from "#shared/market/brands.ts";
import { openReplay } from "../data-collector/replay/open-replay.ts";
import type { ReplayEngine } from "../data-collector/replay/replay-engine.ts";
import { StagedRecording } from "../data-collector/replay/staged-recording.ts";
import { makeFolder } from "../make-folder.ts";
import type { MemoryTransport } from "../metatrader-connector/memory-transport.ts";
import type { OpenLink } from "../metatrader-connector/open-link.ts";
import { terminalIdBytes } from "../metatrader-connector/secrets.ts";
import { paperMarketOf } from "../paper-terminal/market/paper-market.ts";
import { SimulatedMarket } from "../paper-terminal/market/simulated-market.ts";
import { PaperTerminal } from "../paper-terminal/paper-terminal.ts";
import { MemoryIdentity } from "../paper-terminal/peer/identity.ts";
import { FileTradeMemory, type TradeMemory } from "../paper-terminal/peer/trading/trade-memory.ts";
import { type AccountState, newPaperAccount } from "../paper-terminal/trade-server/account-state.ts";
import { instrumentFor } from "../paper-terminal/trade-server/instruments.ts";
import { KeptAccount } from "../paper-terminal/trade-server/storage/kept-account.ts";
import { TradeServer } from "../paper-terminal/trade-server/trade-server.ts";
import type { Clock } from "../ports/clock.ts";

export interface EmbeddedOptions {
  readonly profile: string;
  readonly paper: "simulated" | "off";
  /** How the paper account books: each way is an account of its own. */
  readonly margin: "hedging" | "netting";
  readonly replay: readonly string[];
  readonly speed: number | "max";
  readonly clock: Clock;
  readonly trouble: (why: string) => void;
  /** Ends the reading of recordings. */
  readonly signal?: AbortSignal;
}

/** The terminal that comes with Fairlead, before it has been put on the link. */
export interface EmbeddedTerminal {
  readonly replay: ReplayEngine | undefined;
  readonly account: AccountId;
  /** Admits it to the link and starts it; the returned function stops it. */
  connect(link: OpenLink, memory: MemoryTransport): () => Promise<void>;
  /** Gives back its files. */
  close(): Promise<void>;
}

const IDS = {
  paper: "00000000000000000000000000000001" as TerminalId,
  replay: "00000000000000000000000000000002" as TerminalId,
  netting: "00000000000000000000000000000003" as TerminalId,
} as const;
/** The netting account, beside the hedging one that `newPaperAccount` makes. */
const NETTING = { login: 10_003n, name: "Paper account, netting", marginMode: "netting", hedgeAllowed: false } as const;
/** The simulated market's: everybody sees the same, and any past can be asked for again. */
const SEED = 1;
/** Ticks that the paper broker keeps; bars it keeps for years. */
const TICK_DEPTH_MS = 3_600_000;

/**
 * Makes the embedded terminal: of recordings, or of the simulated market; undefined when neither is wanted.
 * @throws FairleadError as StagedRecording.stage.
 */
export async function embeddedTerminal(options: EmbeddedOptions): Promise<EmbeddedTerminal | undefined> {
  const { profile, paper, replay: files, speed, clock } = options;
  const folder = join(profile, "replay");
  // A start that was killed while it read a recording may be followed by one that replays nothing.
  await StagedRecording.sweep(folder);
  if (files.length > 0) {
    const replay = await openReplay(files, { folder, clock, speed, trouble: options.trouble }, options.signal);
    const market = paperMarketOf(replay);
    // An account of its own: its ticks must not join those of the simulated market's instruments.
    const account = newPaperAccount(market.now());
    const terms = { ...account.terms, login: 10_002n, server: "Fairlead-Replay" };
    const parts = { id: IDS.replay, name: "Replay", market, account: { ...account, terms }, tickDepthMs: undefined };
    return { ...embedded(options, parts), replay, close: () => replay.close() };
  }
  if (paper === "off") return undefined;
  const market = new SimulatedMarket({ clock, seed: SEED, weekends: "open" });
  const papers = join(profile, "paper");
  makeFolder(papers, 0o700);
  const netting = options.margin === "netting";
  const named = (file: string): string => join(papers, netting ? `netting-${file}` : file);
  const begin = (): AccountState => newPaperAccount(market.now(), netting ? NETTING : {});
  const kept = new KeptAccount(named("account.jsonl"), begin, options.trouble);
  const memory = new FileTradeMemory(named("trading.log"));
  const account = kept.state;
  const id = netting ? IDS.netting : IDS.paper;
  const parts = { id, name: "Paper market", market, account, kept, memory, tickDepthMs: TICK_DEPTH_MS };
  const close = (): Promise<void> => {
    kept.close();
    memory.close();
    return Promise.resolve();
  };
  return { ...embedded(options, parts), replay: undefined, close };
}

interface Parts {
  readonly id: TerminalId;
  readonly name: string;
  readonly market: SimulatedMarket | ReturnType<typeof paperMarketOf>;
  readonly account: AccountState;
  /** Where account and trading are remembered; a replay's begin anew each time. */
  readonly kept?: KeptAccount;
  readonly memory?: TradeMemory;
  readonly tickDepthMs: number | undefined;
}

const embedded = (options: EmbeddedOptions, parts: Parts): Pick<EmbeddedTerminal, "account" | "connect"> => ({
  account: `${parts.account.terms.login}@${parts.account.terms.server}` as AccountId,
  connect: (...to) => connect(options, parts, ...to),
});

function connect(
  { clock, trouble }: EmbeddedOptions,
  { id, name, market, account, kept, memory: remembered, tickDepthMs }: Parts,
  link: OpenLink,
  memory: MemoryTransport,
): () => Promise<void> {
  const keys = curveKeyPair();
  const secret = link.connector.embed(id, name, keys.publicKey);
  const server: TradeServer = new TradeServer({
    symbols: market.symbols(),
    instrument: (symbol) => instrumentFor(symbol, market instanceof SimulatedMarket ? "simulated" : "recorded"),
    sessions: (symbol) => market.sessions(symbol),
    account,
    now: () => market.now(),
    clock,
    keep: (changes) => kept?.keep(changes, () => server.state()),
  });
  const terminal = new PaperTerminal({
    clock,
    market,
    server,
    connections: {
      library: "memory",
      newKeys: curveKeyPair,
      dialer: ({ publicKey }) => memory.dialer(publicKey),
    },
    identity: new MemoryIdentity({ keys, credentials: { terminal: terminalIdBytes(id), secret } }),
    ...(tickDepthMs === undefined ? {} : { tickDepthMs }),
    ...(remembered === undefined ? {} : { memory: remembered }),
    trouble,
  });
  terminal.start();
  return () => terminal.stop();
}
