import { FairleadError } from "#shared/contract/errors.ts";
import type { ImportPreview, SettingValue } from "#shared/contract/settings.ts";
import { type LayerValues, parseDocument, type SettingsDocument } from "./document.ts";
import { jsonFault } from "./json-fault.ts";
import { rangeInWords } from "./setting.ts";
import { isSettingKey, SETTING_SCHEMAS, SETTINGS, type SettingKey } from "./table.ts";
import type { ValueChange } from "./value-change.ts";

type Place = Pick<ValueChange, "key" | "layer" | "scope">;

/** A file of settings, sorted into what can be taken over and what cannot. */
export interface ReadImport extends Pick<ImportPreview, "unknown" | "invalid" | "left"> {
  readonly values: readonly (Place & { readonly value: SettingValue })[];
}

/**
 * Reads an exported file, or a settings file itself, of this or any earlier form.
 * @throws FairleadError SETTINGS_IMPORT_UNREADABLE with the place of the fault; SETTINGS_NEWER.
 */
export function readImport(text: string, isPrivate: (key: SettingKey) => boolean): ReadImport {
  const document = documentOf(text);
  const unknown = new Set<string>();
  const left = new Set<string>();
  const values: (Place & { value: SettingValue })[] = [];
  const invalid: ImportPreview["invalid"] = [];
  const layers: readonly (readonly [LayerValues, string | undefined])[] = [
    [document.user, undefined],
    ...Object.entries(document.accounts).map(([account, of]) => [of, account] as const),
  ];
  for (const [of, scope] of layers) {
    for (const [key, value] of Object.entries(of)) {
      if (!isSettingKey(key)) unknown.add(key.slice(0, 64));
      else if (isPrivate(key)) left.add(key);
      else {
        const place: Place = scope === undefined ? { key, layer: "user" } : { key, layer: "account", scope };
        const parsed = SETTING_SCHEMAS[key].safeParse(value);
        const fits = scope === undefined || "perAccount" in SETTINGS[key];
        if (parsed.success && fits) values.push({ ...place, value: parsed.data });
        else
          invalid.push({
            ...place,
            takes: fits ? rangeInWords(SETTINGS[key], "stored") : "the same value for every account",
          });
      }
    }
  }
  return { values, unknown: [...unknown], invalid, left: [...left] };
}

function documentOf(text: string): SettingsDocument {
  try {
    return parseDocument(text);
  } catch (fault) {
    if (fault instanceof FairleadError) throw fault;
    const place = jsonFault(text);
    const words = place === undefined ? "This is JSON, but no settings file." : `This is no settings file: ${place}.`;
    throw new FairleadError("SETTINGS_IMPORT_UNREADABLE", words, place === undefined ? {} : { place });
  }
}
