import { z } from "zod";
import { FairleadError } from "#shared/contract/errors.ts";

/** Values of one layer by setting key, as found: unknown keys and values of other versions included. */
export type LayerValues = Readonly<Record<string, unknown>>;

const Stamp = z.object({ version: z.int().nonnegative(), atMs: z.number().finite() });
/** How often a synced setting has been changed, on whichever of the user's computers, and when last. */
export type Stamp = z.infer<typeof Stamp>;

/** The settings file. Grows by migrations only. */
export interface SettingsDocument {
  readonly version: typeof DOCUMENT_VERSION;
  readonly user: LayerValues;
  readonly accounts: Readonly<Record<string, LayerValues>>;
  /** Of synced settings in the user's layer; in the same file, so that a value and its stamp are never apart. */
  readonly stamps: Readonly<Record<string, Stamp>>;
  /** Cloud and user whose stamps these are. */
  readonly syncedWith: string;
}

const DOCUMENT_VERSION = 2;
export const EMPTY_DOCUMENT: SettingsDocument = {
  version: DOCUMENT_VERSION,
  user: {},
  accounts: {},
  stamps: {},
  syncedWith: "",
};

const Values = z.record(z.string(), z.unknown());
const Current = z.looseObject({
  version: z.literal(DOCUMENT_VERSION),
  user: Values,
  accounts: z.record(z.string(), Values),
  stamps: z.record(z.string(), Stamp),
  syncedWith: z.string(),
});

/** A step from one version of the file to the next. */
export type Migration = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** The n-th step leads from version n to n + 1. Forward only: a step that was released never changes. */
const MIGRATIONS: readonly Migration[] = [
  // 2: settings are synced. What was set before gives way to what the cloud has.
  (old) => ({ ...old, stamps: {}, syncedWith: "" }),
];

/**
 * Reads a settings file's text, of this or any earlier version.
 * @throws FairleadError SETTINGS_NEWER for a file of a newer Fairlead; SyntaxError when it is damaged.
 */
export function parseDocument(text: string): SettingsDocument {
  const parsed = Current.safeParse(migrate(JSON.parse(text), MIGRATIONS));
  if (!parsed.success) throw new SyntaxError("not a settings file");
  return parsed.data;
}

/** Brings a versioned document to the version after the last step. @throws as parseDocument */
export function migrate(raw: unknown, steps: readonly Migration[]): Record<string, unknown> {
  if (!isVersioned(raw)) throw new SyntaxError("not a settings file");
  const newest = steps.length + 1;
  if (raw.version > newest) {
    const words = `The settings were written by a newer Fairlead (form ${raw.version}, this one knows ${newest}).`;
    throw new FairleadError("SETTINGS_NEWER", words);
  }
  let document: Record<string, unknown> = { ...raw };
  for (const [at, step] of steps.entries()) {
    if (at + 1 >= raw.version) document = { ...step(document), version: at + 2 };
  }
  return document;
}

const isVersioned = (raw: unknown): raw is { version: number } =>
  typeof raw === "object" &&
  raw !== null &&
  "version" in raw &&
  Number.isSafeInteger(raw.version) &&
  (raw.version as number) >= 1;

export const documentText = (document: SettingsDocument): string => `${JSON.stringify(document, null, 2)}\n`;
