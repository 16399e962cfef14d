import { isDeepStrictEqual } from "node:util";
import type { LayerValues, SettingsDocument } from "./document.ts";
import { SETTING_KEYS, type SettingKey } from "./table.ts";

/** One setting of one layer before and after a change, as they stand in the file; undefined = not set there. */
export interface ValueChange {
  readonly key: SettingKey;
  readonly layer: "user" | "account";
  readonly scope?: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every known setting in which two documents differ: the user's first, then account by account. */
export function changesBetween(before: SettingsDocument, after: SettingsDocument): ValueChange[] {
  const accounts = new Set([...Object.keys(before.accounts), ...Object.keys(after.accounts)]);
  return [
    ...differing(before.user, after.user).map((change) => ({ ...change, layer: "user" as const })),
    ...[...accounts].flatMap((scope) =>
      differing(own(before.accounts, scope) ?? {}, own(after.accounts, scope) ?? {}).map((change) => ({
        ...change,
        layer: "account" as const,
        scope,
      })),
    ),
  ];
}

/** A layer's value of a key as the file has it. */
export const rawValue = (
  document: SettingsDocument,
  { key, layer, scope = "" }: Pick<ValueChange, "key" | "layer" | "scope">,
): unknown => own(layer === "user" ? document.user : (own(document.accounts, scope) ?? {}), key);

/** The document with other values in the places that `values` names; undefined takes a value away. */
export function withValues(
  document: SettingsDocument,
  values: readonly (Pick<ValueChange, "key" | "layer" | "scope"> & { readonly value: unknown })[],
): SettingsDocument {
  let { user, accounts } = document;
  for (const { key, layer, scope = "", value } of values) {
    if (layer === "user") user = put(user, key, value);
    else accounts = { ...accounts, [scope]: put(own(accounts, scope) ?? {}, key, value) };
  }
  return { ...document, user, accounts };
}

export const own = <T>(values: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(values, key) ? values[key] : undefined;

function put(values: LayerValues, key: string, value: unknown): LayerValues {
  if (value !== undefined) return { ...values, [key]: value };
  const { [key]: _taken, ...rest } = values;
  return rest;
}

function differing(before: LayerValues, after: LayerValues): Pick<ValueChange, "key" | "before" | "after">[] {
  return SETTING_KEYS.flatMap((key) => {
    const [old, now] = [own(before, key), own(after, key)];
    return isDeepStrictEqual(old, now) ? [] : [{ key, before: old, after: now }];
  });
}
