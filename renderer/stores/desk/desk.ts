import {
  type Action,
  Actions,
  DockLocation,
  Model,
  type Node,
  Orientation,
  RowNode,
  TabNode,
  TabSetNode,
} from "flexlayout-react";
import type { ChartView, Layout } from "#shared/contract/workspaces.ts";
import { Cell } from "../cell.ts";
import type { PanelId } from "../panel-ids.ts";
import type { WorkspaceStore } from "../workspace.ts";
import { createChartWorkspace, viewOf } from "./chart-workspace.ts";
import { type Home, homeOf, weightsWith, weightsWithout } from "./closed-panels.ts";
import { keptSizes } from "./kept-sizes.ts";
import { FOLDED, layoutFrom, modelOf, type StackConfig, tabOf, UNFOLDED } from "./layout-model.ts";
import { FIRST_CHART, firstLayout, isNarrow, type Room, ticketShare } from "./layouts.ts";

/** Takes up what shows a symbol. @returns what lets it go */
type Join = (member: WorkspaceStore) => () => void;

const stackOf = (tab: TabNode): TabSetNode | undefined => {
  const parent = tab.getParent();
  return parent instanceof TabSetNode ? parent : undefined;
};

const configOf = (stack: TabSetNode): StackConfig => (stack.getConfig() as StackConfig | undefined) ?? {};

export const isFolded = (stack: TabSetNode): boolean => configOf(stack).folded !== undefined;

/** Where the window's panels lie, and what each further chart shows. */
export class Desk {
  readonly model: Cell<Model>;
  /** Every tab is shown, also that of a panel that is alone in its place, so that it can be dragged. */
  readonly arranging = new Cell(false);
  readonly #charts = new Map<string, WorkspaceStore>();
  /** Where panels lay that were closed: there they come back. */
  readonly #homes = new Map<string, Home>();
  readonly #listeners = new Set<(dragged: boolean) => void>();
  readonly #heard = (action: Action): void => this.#tell(action.type === Actions.ADJUST_WEIGHTS);
  #window: WorkspaceStore | undefined;
  #joined: Join = () => () => undefined;
  /** What lets go of further charts that are no longer here. */
  #leave: (() => void)[] = [];
  #room: Room;
  #measured = false;

  constructor(room: Room) {
    this.#room = room;
    this.model = new Cell<Model>(Model.fromJson(modelOf(firstLayout(room), { tabs: "" })));
    this.model.get().addChangeListener(this.#heard);
  }

  /**
   * Further charts take what is not theirs from here. `join` is told of each of them, and of the window itself: whoever
   * links them. Called once, before the first panel is drawn.
   */
  serve(window: WorkspaceStore, join: Join = this.#joined): void {
    this.#window = window;
    this.#joined = join;
    window.subscribe((now, before) => now.link !== before.link && this.#tell(false));
    join(window);
  }

  /**
   * Listens to every change of the arrangement, and of what further charts show. `dragged`: a size that changes with
   * every move of the pointer.
   */
  readonly subscribe = (listener: (dragged: boolean) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows another layout. */
  open(layout: Layout): void {
    this.model.get().removeChangeListener(this.#heard);
    for (const leave of this.#leave.splice(0)) leave();
    this.#charts.clear();
    const views = new Map<string, ChartView>();
    const visit = (part: Layout["root"] | Layout["root"]["parts"][number]): void => {
      if (part.kind === "split") for (const each of part.parts) visit(each);
      else for (const { key, chart } of part.tabs) if (chart !== undefined) views.set(key, chart);
    };
    visit(layout.root);
    // The window's own panels come first: what they show is what charts of their group follow.
    this.#window?.getState().linkTo(layout.link);
    for (const [key, view] of views) this.#addChart(key, view);
    const next = Model.fromJson(modelOf(layout, { tabs: "" }));
    next.addChangeListener(this.#heard);
    this.model.set(next);
    this.#tell(false);
  }

  layout(): Layout {
    const link = this.#window?.getState().link;
    const placed = layoutFrom(this.model.get().toJson(), (key) => {
      const store = this.#charts.get(key);
      return store === undefined ? undefined : viewOf(store);
    });
    return { ...placed, ...(link === undefined ? {} : { link }) };
  }

  /** What a chart reads as its workspace; undefined: the window's own. */
  chart(key: string): WorkspaceStore | undefined {
    return this.#charts.get(key);
  }

  tabs(): readonly TabNode[] {
    const found: TabNode[] = [];
    this.model.get().visitNodes((node: Node) => {
      if (node instanceof TabNode) found.push(node);
    });
    return found;
  }

  has(panel: PanelId): boolean {
    return this.tabs().some((tab) => tab.getComponent() === panel);
  }

  /** Whether the panel of this key is the one in sight in its stack, and its stack in sight. */
  inSight(tab: TabNode): boolean {
    const stack = stackOf(tab);
    if (stack?.getSelectedNode() !== tab || isFolded(stack)) return false;
    const full = this.model.get().getMaximizedTabset();
    return full === undefined || full === stack;
  }

  /** Whether a tab is the chosen one of its stack, in sight or behind a stack that fills the window. */
  isAtFront(tab: TabNode): boolean {
    return stackOf(tab)?.getSelectedNode() === tab;
  }

  /** A stack can be folded when another one takes its height. */
  canFold(stack: TabSetNode): boolean {
    const row = stack.getParent();
    if (!(row instanceof RowNode) || row.getOrientation() !== Orientation.VERT) return false;
    return row.getChildren().some((other) => other !== stack && !(other instanceof TabSetNode && isFolded(other)));
  }

  isShown(panel: PanelId): boolean {
    return this.tabs().some((tab) => tab.getComponent() === panel && this.inSight(tab));
  }

  /** Brings a panel into sight: unfolds its stack, brings it to the front, puts it back where it was closed. */
  show(panel: PanelId): void {
    const tab = this.tabs().find((each) => each.getComponent() === panel) ?? this.#place(panel);
    if (tab !== undefined) this.bringUp(tab);
  }

  bringUp(tab: TabNode): void {
    const model = this.model.get();
    const stack = stackOf(tab);
    if (stack === undefined) return;
    const full = model.getMaximizedTabset();
    if (full !== undefined && full !== stack) model.doAction(Actions.maximizeToggle(full.getId()));
    if (isFolded(stack)) this.#unfold(stack);
    if (stack.getSelectedNode() !== tab) model.doAction(Actions.selectTab(tab.getId()));
  }

  /** Folds a stack down to its tabs, or unfolds it. */
  toggle(stack: TabSetNode): void {
    const model = this.model.get();
    if (isFolded(stack)) {
      const { folded = 0 } = configOf(stack);
      this.#unfold(stack);
      const tab = stack.getTabNodes()[folded] ?? stack.getTabNodes()[0];
      if (tab !== undefined) model.doAction(Actions.selectTab(tab.getId()));
      return;
    }
    if (stack.isMaximized()) model.doAction(Actions.maximizeToggle(stack.getId()));
    const config: StackConfig = { folded: Math.max(0, stack.getSelected()) };
    model.doAction(Actions.updateNodeAttributes(stack.getId(), { ...FOLDED, config }));
  }

  fill(stack: TabSetNode): void {
    this.model.get().doAction(Actions.maximizeToggle(stack.getId()));
  }

  /** Takes a panel away. Charts take the room that it leaves, other panels keep their size. */
  closeTab(key: string): void {
    const model = this.model.get();
    const tab = this.tabs().find((each) => each.getId() === key);
    const stack = tab === undefined ? undefined : stackOf(tab);
    if (tab === undefined || stack === undefined) return;
    this.#homes.set(key, homeOf(tab));
    const row = stack.getParent();
    const alone = stack.getTabNodes().length === 1 && row instanceof RowNode;
    const weights = alone ? weightsWithout(row, row.getChildren().indexOf(stack)) : undefined;
    model.doAction(Actions.deleteTab(key));
    if (alone && weights?.length === row.getChildren().length)
      model.doAction(Actions.adjustWeights(row.getId(), weights));
  }

  closePanel(panel: PanelId): void {
    for (const tab of this.tabs()) if (tab.getComponent() === panel) this.closeTab(tab.getId());
  }

  /** Moves the panel in use one place among its tabs; at the end it stays. */
  moveTab(step: -1 | 1): void {
    const [stack, tab] = this.#inUse();
    if (stack === undefined || tab === undefined) return;
    const at = stack.getTabNodes().indexOf(tab);
    const next = at + step;
    if (next < 0 || next >= stack.getTabNodes().length) return;
    // flexlayout counts places with the tab still in its own.
    const place = step === 1 ? next + 1 : next;
    this.model.get().doAction(Actions.moveNode(tab.getId(), stack.getId(), DockLocation.CENTER, place, true));
  }

  /** Moves the panel in use to the next stack, round about. */
  moveOn(): void {
    const [stack, tab] = this.#inUse();
    const stacks: TabSetNode[] = [];
    this.model.get().visitNodes((node: Node) => {
      if (node instanceof TabSetNode) stacks.push(node);
    });
    const next = stacks[(stacks.findIndex((each) => each === stack) + 1) % stacks.length];
    if (stack === undefined || tab === undefined || next === undefined || next === stack) return;
    if (isFolded(next)) this.#unfold(next);
    this.model.get().doAction(Actions.moveNode(tab.getId(), next.getId(), DockLocation.CENTER, -1, true));
  }

  #inUse(): readonly [stack: TabSetNode | undefined, tab: TabNode | undefined] {
    const stack = this.model.get().getActiveTabset() ?? this.model.get().getFirstTabSet();
    const tab = stack?.getSelectedNode();
    return [stack, tab instanceof TabNode ? tab : undefined];
  }

  /** The size in which panels lie now. */
  room(): Room {
    return this.#room;
  }

  /** Puts one more chart beside the last one. */
  addChart(view: ChartView): void {
    const last = this.tabs().findLast((tab) => tab.getComponent() === "chart");
    const stack = (last === undefined ? undefined : stackOf(last)) ?? this.model.get().getFirstTabSet();
    if (stack === undefined) return;
    const taken = new Set(this.tabs().map((tab) => tab.getId()));
    let number = 2;
    while (taken.has(`${FIRST_CHART}-${number}`)) number += 1;
    const key = `${FIRST_CHART}-${number}`;
    const json = tabOf({ key, panel: "chart" });
    if (json === undefined) return;
    this.#addChart(key, view);
    this.model.get().doAction(Actions.addTab(json, stack.getId(), DockLocation.RIGHT, -1, true));
  }

  /**
   * The window has another size: lists keep theirs, and charts take what is left or give what lacks. Of a row without a
   * chart every part takes its share.
   */
  resize(room: Room): void {
    const before = this.#room;
    const first = !this.#measured;
    this.#room = room;
    this.#measured = true;
    if (first || (before.width === room.width && before.height === room.height)) return;
    for (const { id, weights } of keptSizes(this.model.get(), before, room))
      this.model.get().doAction(Actions.adjustWeights(id, weights));
  }

  #unfold(stack: TabSetNode): void {
    this.model.get().doAction(Actions.updateNodeAttributes(stack.getId(), { ...UNFOLDED, config: {} }));
  }

  /** Puts a panel where it was closed, else where its like lie: the lower panel, the stack in use, the first one. */
  #place(panel: PanelId): TabNode | undefined {
    const model = this.model.get();
    const home = this.#homes.get(panel);
    const beside = this.#tabOf(home?.beside);
    if (panel === "ticket" && beside === undefined) return this.#placeTicket(home?.share);
    const like = beside ?? this.tabs().find((tab) => tab.getComponent() === "positions");
    const stack = (like === undefined ? undefined : stackOf(like)) ?? model.getActiveTabset() ?? model.getFirstTabSet();
    return this.#add(
      panel,
      stack,
      beside === undefined ? -1 : Math.min(home?.at ?? -1, stack?.getTabNodes().length ?? 0),
    );
  }

  /** The ticket is a column at the right edge; in a narrow window it shares the market watch's place. */
  #placeTicket(share = ticketShare(this.#room)): TabNode | undefined {
    const model = this.model.get();
    const watch = this.#tabOf("watch");
    if (isNarrow(this.#room) && watch !== undefined) return this.#add("ticket", stackOf(watch), -1);
    const root = model.getRootRow();
    const json = tabOf({ key: "ticket", panel: "ticket" });
    if (root === undefined || json === undefined) return undefined;
    const full = model.getMaximizedTabset();
    if (full !== undefined) model.doAction(Actions.maximizeToggle(full.getId()));
    const weights = weightsWith(model, share);
    const tab = model.doAction(Actions.addTab(json, root.getId(), DockLocation.RIGHT, -1, true)) as TabNode | undefined;
    if (root.getChildren().length === weights.length) model.doAction(Actions.adjustWeights(root.getId(), weights));
    return tab;
  }

  #add(panel: PanelId, stack: TabSetNode | undefined, at: number): TabNode | undefined {
    const json = tabOf({ key: panel, panel });
    if (stack === undefined || json === undefined) return undefined;
    const action = Actions.addTab(json, stack.getId(), DockLocation.CENTER, at, true);
    return this.model.get().doAction(action) as TabNode | undefined;
  }

  #tabOf(key: string | undefined): TabNode | undefined {
    return this.tabs().find((tab) => tab.getId() === key);
  }

  #addChart(key: string, view: ChartView): void {
    if (this.#window === undefined) return;
    const { store, leave } = createChartWorkspace(this.#window, view);
    this.#charts.set(key, store);
    this.#leave.push(leave, this.#joined(store));
    store.subscribe(() => this.#tell(false));
  }

  #tell(dragged: boolean): void {
    for (const listener of this.#listeners) listener(dragged);
  }
}
