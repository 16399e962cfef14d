import { z } from "zod";
import { LINK_GROUPS } from "../market/link-group.ts";
import { KeptLook, KeptStudies } from "./charts.ts";
import { command, domain, query } from "./descriptor.ts";
import { Nothing, Text, TimeframeSchema } from "./primitives.ts";

/** What one further chart of a workspace shows. The first chart follows the market watch and is not kept here. */
export const ChartView = z.object({
  /** The account's first instrument when it is left out, or not known any more. */
  instrumentId: Text.optional(),
  timeframe: TimeframeSchema,
  studies: KeptStudies,
  /** The usual one when it is left out. */
  look: KeptLook.optional(),
  /** Another instrument that is shown beside it, in percent. */
  compare: Text.optional(),
  /** The group it is linked to; it shows what it likes when it is left out. */
  link: z.enum(LINK_GROUPS).optional(),
});
export type ChartView = z.infer<typeof ChartView>;

/** A panel in its place. Ids that a window does not know (of a newer version) are left out by it. */
export const PlacedPanel = z.object({
  /** Tells two charts apart; unique in a layout. */
  key: z.string().min(1).max(64),
  panel: z.string().min(1).max(64),
  chart: ChartView.optional(),
});
export type PlacedPanel = z.infer<typeof PlacedPanel>;

const Weight = z.number().positive().max(100_000);

/** Panels behind each other, one of them in sight. */
export const PanelStack = z.object({
  kind: z.literal("stack"),
  weight: Weight,
  tabs: z.array(PlacedPanel).max(40),
  /** Index of the panel in sight. */
  selected: z.int().min(0).max(39),
  /** Folded down to its tabs. */
  folded: z.boolean(),
});
export type PanelStack = z.infer<typeof PanelStack>;

/** Parts beside each other. The outermost split runs left to right, the next one top to bottom, and so on by turns. */
export interface PanelSplit {
  readonly kind: "split";
  readonly weight: number;
  readonly parts: readonly (PanelStack | PanelSplit)[];
}

const split = (depth: number): z.ZodType<PanelSplit> =>
  z.object({
    kind: z.literal("split"),
    weight: Weight,
    parts: z.array(depth === 0 ? PanelStack : z.union([PanelStack, split(depth - 1)])).max(16),
  });

/** How deep splits lie in each other at most. */
const DEEPEST = 4;

/**
 * How a window is arranged. `version` grows when older versions of Fairlead could not read it, or would lose part of it:
 * 2 brought link groups and the ticket as a panel.
 */
export const Layout = z.object({
  version: z.literal(2),
  root: split(DEEPEST),
  /** Key of the panel whose stack fills the window. */
  full: z.string().max(64).optional(),
  /** The group of what follows the window's symbol: market watch, first chart, ticket, depth. */
  link: z.enum(LINK_GROUPS).optional(),
});
export type Layout = z.infer<typeof Layout>;

/** A named arrangement as it is kept. */
export const Workspace = z.object({
  /** Made by the window: random, never used again. */
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(60),
  layout: Layout,
  /** Counts what was saved of it; 0: never. Who saves names the one he began with, so that no window overwrites another. */
  revision: z.int().min(0).default(0),
});
export type Workspace = z.infer<typeof Workspace>;

/** The same on the wire: the layout is JSON text, which the bridge reads by its schema before it keeps it. */
const WireWorkspace = Workspace.extend({ layout: z.string().max(200_000) });
export type WireWorkspace = z.infer<typeof WireWorkspace>;

/** The most workspaces that are kept. */
export const MOST_WORKSPACES = 50;

export const workspaces = domain({
  read: query({
    doc: "Every workspace that is kept, and the one that was used last.",
    input: Nothing,
    output: z.object({ current: z.string().max(64).optional(), all: z.array(WireWorkspace).max(MOST_WORKSPACES) }),
  }),
  save: command({
    doc: "Keeps a workspace under its id, and as the one used last: new, renamed or arranged anew.",
    input: WireWorkspace,
    output: z.object({ revision: z.int().positive() }),
    errors: ["WORKSPACE_INVALID", "WORKSPACE_CHANGED", "WORKSPACES_FULL", "WORKSPACES_UNWRITABLE"],
  }),
  choose: command({
    doc: "Keeps which workspace was used last.",
    input: z.object({ id: z.string().min(1).max(64) }),
    output: Nothing,
    errors: ["WORKSPACES_UNWRITABLE"],
  }),
  remove: command({
    doc: "Forgets a workspace.",
    input: z.object({ id: z.string().min(1).max(64) }),
    output: Nothing,
    errors: ["WORKSPACES_UNWRITABLE"],
  }),
});
