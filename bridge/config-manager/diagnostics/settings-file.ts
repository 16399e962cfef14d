import { readFileSync } from "node:fs";
import { jsonFault } from "../settings/json-fault.ts";
import { SETTINGS } from "../settings/table.ts";
import type { DiagnosticsPart } from "./bundle.ts";

const PRIVATE: ReadonlySet<string> = new Set(
  Object.entries(SETTINGS).flatMap(([key, spec]) => ("private" in spec && spec.private ? [key] : [])),
);

/** The settings file as it lies there, of this version or another: that a private setting is set, not what it is. */
export const settingsFilePart = (path: string): DiagnosticsPart => ({
  name: "settings.json",
  read: () => {
    const text = readFileSync(path, "utf8");
    const place = jsonFault(text);
    // V8's own words would quote the file around the fault.
    return place === undefined ? veiled(JSON.parse(text)) : `It is no JSON: ${place}.\n`;
  },
});

function veiled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(veiled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, PRIVATE.has(name) ? "(set)" : veiled(inner)]),
  );
}
