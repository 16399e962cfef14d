import { z } from "zod";
import { Workspace } from "#shared/contract/workspaces.ts";

/** The workspaces' file. Grows by migrations only. */
export interface WorkspaceDocument {
  readonly current: string | undefined;
  readonly all: readonly Workspace[];
  /** Workspaces that were there and could not be read. */
  readonly lost: number;
}

/** A step from one version of a workspace to the next. */
export type WorkspaceMigration = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** To version 2: panels may be linked, and the ticket lies among them. In an older arrangement nothing is, and it does not. */
const withLinks: WorkspaceMigration = ({ layout, ...named }) => ({
  ...named,
  layout: typeof layout === "object" && layout !== null ? { ...layout, version: 2 } : layout,
});

/** The n-th step leads from a workspace of version n to n + 1. A step that was released never changes. */
const MIGRATIONS: readonly WorkspaceMigration[] = [withLinks];
const VERSION = MIGRATIONS.length + 1;

const Envelope = z.looseObject({
  version: z.int().positive(),
  current: z.string().optional(),
  all: z.array(z.unknown()).max(1_000),
});

/**
 * Reads the file's text, of this or any earlier version. Workspaces stand for themselves: one that is damaged does not
 * take the others with it. @throws SyntaxError when it is no such file, or one of a newer Fairlead.
 */
export function parseWorkspaces(
  text: string,
  migrations: readonly WorkspaceMigration[] = MIGRATIONS,
): WorkspaceDocument {
  const envelope = Envelope.safeParse(JSON.parse(text));
  const newest = migrations.length + 1;
  if (!envelope.success || envelope.data.version > newest) throw new SyntaxError("not workspaces of this version");
  const steps = migrations.slice(envelope.data.version - 1);
  const read = envelope.data.all.map((raw) => Workspace.safeParse(migrated(raw, steps)));
  const all = new Map(read.flatMap((each) => (each.success ? [[each.data.id, each.data] as const] : [])));
  return { current: envelope.data.current, all: [...all.values()], lost: read.length - all.size };
}

export const workspacesText = (current: string | undefined, all: readonly Workspace[]): string =>
  `${JSON.stringify({ version: VERSION, ...(current === undefined ? {} : { current }), all }, undefined, 1)}\n`;

function migrated(raw: unknown, steps: readonly WorkspaceMigration[]): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  return steps.reduce<Record<string, unknown>>((old, step) => step(old), { ...raw });
}
