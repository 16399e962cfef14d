import { createContext, useContext } from "react";
import type { Account, AccountOrders, AccountPositions } from "#shared/contract/accounts.ts";
import type { AlertView, FiringView } from "#shared/contract/alerts.ts";
import type { ChartTemplate } from "#shared/contract/charts.ts";
import type { CloudView } from "#shared/contract/cloud.ts";
import type { Link, Pairing } from "#shared/contract/links.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { ReplayState } from "#shared/contract/replay.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { SessionEventView, SessionView } from "#shared/contract/sessions.ts";
import type { Setting, SettingDescription } from "#shared/contract/settings.ts";
import type { Capabilities } from "#shared/contract/system.ts";
import type { DealView, FlattenView, IntentView, LatchesView } from "#shared/contract/trading.ts";
import type { AccountId, InstrumentId, TerminalId } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { CommandRegistry } from "../app/commands/command-registry.ts";
import type { KeyMap } from "../app/commands/key-map.ts";
import type { BridgeClient } from "../bridge/bridge-client.ts";
import type { BridgeStatus } from "../bridge/bridge-status.ts";
import type { Heartbeat } from "../bridge/heartbeat.ts";
import type { Appearance } from "../stores/appearance.ts";
import type { Cell } from "../stores/cell.ts";
import type { DrawingStore } from "../stores/charts/drawing-store.ts";
import type { ShownCharts } from "../stores/charts/shown-charts.ts";
import type { Desk } from "../stores/desk/desk.ts";
import type { Workspaces } from "../stores/desk/workspaces.ts";
import type { EventLog } from "../stores/event-log.ts";
import type { GuidePage } from "../stores/guide-page.ts";
import type { KeyedStore } from "../stores/keyed-store.ts";
import type { QuoteStore } from "../stores/quote-store.ts";
import type { TicketDoor } from "../stores/ticket-door.ts";
import type { TradingKeys } from "../stores/trading-keys.ts";
import type { WindowDialog } from "../stores/window-dialog.ts";
import type { WorkspaceStore } from "../stores/workspace.ts";
import type { LookChoices } from "./look-choices.ts";

/** A link and when (`performance.now()`) its state was heard: ages go on counting in between. */
export interface LinkView {
  readonly link: Link;
  readonly heardMs: number;
}

export interface ReplayView {
  readonly replay: ReplayState;
  readonly heardMs: number;
}

/** What the ticket is asked to begin with: a limit order at a price, as its field would have it. */
export interface TicketWish {
  readonly instrumentId: InstrumentId;
  readonly price: string;
}

/** Everything the panels read and ask. One value for the life of the window. */
export interface Services {
  readonly client: BridgeClient;
  readonly status: Cell<BridgeStatus>;
  readonly heartbeat: Heartbeat;
  readonly capabilities: Cell<Capabilities | undefined>;
  readonly accounts: KeyedStore<AccountId, Account>;
  /** What each account holds: whole sets, by account. */
  readonly positions: KeyedStore<AccountId, AccountPositions>;
  readonly orders: KeyedStore<AccountId, AccountOrders>;
  /** Every change of every order intent; the newest of an intent holds. */
  readonly intents: EventLog<IntentView>;
  readonly deals: EventLog<DealView>;
  readonly latches: KeyedStore<AccountId, LatchesView>;
  readonly flattening: KeyedStore<AccountId, FlattenView>;
  readonly risk: KeyedStore<AccountId, RiskView>;
  readonly sessions: KeyedStore<SessionId, SessionView>;
  readonly sessionEvents: EventLog<SessionEventView>;
  readonly alerts: KeyedStore<string, AlertView>;
  /** The newest that alerts told. */
  readonly firings: KeyedStore<string, FiringView>;
  readonly links: KeyedStore<TerminalId, LinkView>;
  readonly instruments: KeyedStore<InstrumentId, Instrument>;
  readonly quotes: QuoteStore;
  readonly pairing: Cell<Pairing | undefined>;
  readonly cloud: Cell<CloudView | undefined>;
  readonly replay: Cell<ReplayView | undefined>;
  /** Grows when the market's clock was turned back: what was drawn before is not the past any more. */
  readonly marketEpoch: Cell<number>;
  readonly events: EventLog;
  readonly settings: KeyedStore<string, Setting>;
  /** What settings there are, in the order of the settings page. */
  readonly descriptions: Cell<readonly SettingDescription[]>;
  /** Set after the document carries its tokens. */
  readonly appearance: Cell<Appearance>;
  readonly look: LookChoices;
  readonly workspace: WorkspaceStore;
  /** The charts on screen, and the one that keys mean. */
  readonly charts: ShownCharts;
  /** What was drawn on the charts of each instrument; kept by the bridge. */
  readonly drawings: DrawingStore;
  readonly chartTemplates: KeyedStore<string, ChartTemplate>;
  /** Where the panels lie. */
  readonly desk: Desk;
  /** The named arrangements, kept by the bridge. */
  readonly workspaces: Workspaces;
  /** What the window can be asked to do: parts of it offer their commands here. */
  readonly commands: CommandRegistry;
  /** Which key does what: the usual keys, and what the user chose instead. */
  readonly keyMap: Cell<KeyMap>;
  /** The dialog that is open, of those that the whole window has. */
  readonly dialog: Cell<WindowDialog | undefined>;
  readonly guidePage: Cell<GuidePage>;
  readonly keys: TradingKeys;
  readonly ticket: TicketDoor;
  /** A price that was chosen for the ticket: in the book, say. The ticket takes it; nothing is sent. */
  readonly prepared: Cell<TicketWish | undefined>;
  /** Id of the position that was chosen in the table; it may be gone by now. */
  readonly selected: Cell<string | undefined>;
}

const ServicesContext = createContext<Services | undefined>(undefined);
export const ServicesProvider = ServicesContext.Provider;

/** @throws Error outside a ServicesProvider. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error("a panel was rendered outside its ServicesProvider");
  return services;
}
