import { CommandRegistry } from "../app/commands/command-registry.ts";
import { followKeys } from "../app/commands/follow-keys.ts";
import { type Bridge, connectBridge } from "../bridge/bridge-client.ts";
import { Heartbeat } from "../bridge/heartbeat.ts";
import { QuoteFeed } from "../bridge/quote-feed.ts";
import type { Appearance } from "../stores/appearance.ts";
import { Cell } from "../stores/cell.ts";
import { DrawingStore } from "../stores/charts/drawing-store.ts";
import { ShownCharts } from "../stores/charts/shown-charts.ts";
import { Desk } from "../stores/desk/desk.ts";
import { firstLayout } from "../stores/desk/layouts.ts";
import { type OwnWorkspace, Workspaces } from "../stores/desk/workspaces.ts";
import { EventLog } from "../stores/event-log.ts";
import { frameTurns } from "../stores/frame.ts";
import { KeyedStore } from "../stores/keyed-store.ts";
import { QuoteStore } from "../stores/quote-store.ts";
import { TicketDoor } from "../stores/ticket-door.ts";
import { TradingKeys } from "../stores/trading-keys.ts";
import { windowMemory, windowNumber } from "../stores/window-memory.ts";
import { createWorkspace, type Memory } from "../stores/workspace.ts";
import { followGroups } from "./follow-groups.ts";
import { LookChoices } from "./look-choices.ts";
import type { Services } from "./services.ts";
import { shownAccount } from "./shown.ts";
import { subscribeCharts } from "./subscribe-charts.ts";
import { subscribeState } from "./subscribe-state.ts";
import { subscribeTrading } from "./subscribe-trading.ts";

interface WorkspaceNames {
  /** The first one. */
  readonly name: string;
  readonly copyOf: (name: string) => string;
}

const OWN = "fairlead.workspace.id";
const ownWorkspace = (memory: Memory): OwnWorkspace => ({
  get: () => memory.getItem(OWN) ?? undefined,
  set: (id) => memory.setItem(OWN, id),
});

/**
 * The window's composition root: makes the stores, connects them to the bridge and keeps them filled.
 * `names`: what workspaces are called that nobody has named.
 */
export function createServices(dial: Parameters<typeof connectBridge>[0], names: WorkspaceNames): Services {
  const { client, status }: Bridge = connectBridge(dial);
  const settings: Services["settings"] = new KeyedStore();
  const room = { width: window.innerWidth, height: window.innerHeight };
  const desk = new Desk(room);
  const memory = windowMemory(windowNumber(location.search), sessionStorage, localStorage);
  const commands = new CommandRegistry();
  const services: Services = {
    client,
    status,
    heartbeat: new Heartbeat((sentMs) => client.system.ping({ sentMs })),
    capabilities: new Cell<ReturnType<Services["capabilities"]["get"]>>(undefined),
    accounts: new KeyedStore(),
    positions: new KeyedStore(),
    orders: new KeyedStore(),
    intents: new EventLog(),
    deals: new EventLog(),
    latches: new KeyedStore(),
    flattening: new KeyedStore(),
    risk: new KeyedStore(),
    sessions: new KeyedStore(),
    sessionEvents: new EventLog(),
    alerts: new KeyedStore(),
    firings: new KeyedStore(),
    links: new KeyedStore(),
    instruments: new KeyedStore(),
    quotes: new QuoteStore(frameTurns.light),
    pairing: new Cell<ReturnType<Services["pairing"]["get"]>>(undefined),
    cloud: new Cell<ReturnType<Services["cloud"]["get"]>>(undefined),
    replay: new Cell<ReturnType<Services["replay"]["get"]>>(undefined),
    marketEpoch: new Cell(0),
    events: new EventLog(),
    settings,
    look: new LookChoices(settings, (choice) => client.settings.set(choice)),
    descriptions: new Cell<ReturnType<Services["descriptions"]["get"]>>([]),
    appearance: new Cell<Appearance>({ theme: "dark", palette: "classic", density: "normal" }),
    workspace: createWorkspace(memory, (panel) => desk.show(panel)),
    charts: new ShownCharts(),
    drawings: new DrawingStore(client.charts),
    chartTemplates: new KeyedStore(),
    desk,
    workspaces: new Workspaces(
      desk,
      client.workspaces,
      { layout: () => firstLayout(desk.room()), ...names },
      ownWorkspace(memory),
    ),
    commands,
    keyMap: followKeys(commands, settings),
    guidePage: new Cell<ReturnType<Services["guidePage"]["get"]>>("steps"),
    dialog: new Cell<ReturnType<Services["dialog"]["get"]>>(undefined),
    keys: new TradingKeys(),
    ticket: new TicketDoor(desk),
    prepared: new Cell<ReturnType<Services["prepared"]["get"]>>(undefined),
    selected: new Cell<string | undefined>(undefined),
  };
  desk.serve(services.workspace, followGroups(services).join);
  keepWorkspaces(services);
  subscribeState(services);
  subscribeCharts(services);
  subscribeTrading(services);
  services.heartbeat.start();

  const feed = new QuoteFeed(client, services.quotes, services.instruments, () => shownAccount(services)?.id);
  services.instruments.subscribe(feed.refresh);
  services.accounts.subscribe(feed.refresh);
  services.workspace.subscribe(feed.refresh);
  document.addEventListener("visibilitychange", feed.refresh);
  return services;
}

/**
 * Asks for the workspaces with each connection, and keeps the last change when the window goes. Asked after the streams
 * are opened: the answer has every panel drawn, and while that takes its time the accounts, their symbols and the first
 * quotes are on their way.
 */
function keepWorkspaces({ workspaces, status }: Services): void {
  const look = (): void => {
    if (status.get().phase === "open") queueMicrotask(() => void workspaces.connected());
  };
  look();
  status.subscribe(look);
  window.addEventListener("pagehide", () => void workspaces.flush());
}
