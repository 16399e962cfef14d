import { z } from "zod";
import { shownUnit } from "#shared/contract/setting-units.ts";

/** Words in the app's two languages. */
interface Words {
  readonly en: string;
  readonly id: string;
}

interface Described {
  readonly label: Words;
  readonly help: Words;
  /** `restart`: read once when the bridge starts. */
  readonly applies: "at once" | "restart";
  /** Whether an account may have its own value. */
  readonly perAccount?: boolean;
  /** Shared with the user's other computers through the cloud; short values only (stamped-value.ts). */
  readonly synced?: boolean;
  /** It may hold a secret: never exported, synced, or in a diagnostic bundle. */
  readonly private?: boolean;
}

/** One setting: its type, what it may be, and words for the settings page. The schema is derived from it. */
export type SettingSpec =
  | (Described & { readonly kind: "choice"; readonly choices: readonly string[]; readonly default: string })
  | (Described & {
      readonly kind: "number";
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit: "ms" | "frames" | "ticks" | "tries" | "symbols" | "days" | "signals" | "points" | "MB";
      readonly default: number;
    })
  | (Described & { readonly kind: "flag"; readonly default: boolean })
  | (Described & {
      readonly kind: "list";
      readonly maxItems: number;
      readonly itemPattern: RegExp;
      readonly default: readonly string[];
    });

/** The values that a setting can have, as TypeScript sees them. */
export type ValueOf<S extends SettingSpec> = S extends { kind: "choice"; choices: infer C extends readonly string[] }
  ? C[number]
  : S extends { kind: "number" }
    ? number
    : S extends { kind: "flag" }
      ? boolean
      : readonly string[];

/** Accepts exactly what the setting allows. */
export function schemaOf(spec: SettingSpec): z.ZodType<string | number | boolean | string[]> {
  switch (spec.kind) {
    case "choice":
      return z.enum(spec.choices);
    case "number":
      return z.number().min(spec.min).max(spec.max).multipleOf(spec.step);
    case "flag":
      return z.boolean();
    case "list":
      return z.array(z.string().regex(spec.itemPattern)).max(spec.maxItems);
  }
}

/** What a setting takes, in words for a refusal: in the units of the settings page, or in those of the file. */
export function rangeInWords(spec: SettingSpec, units: "shown" | "stored"): string {
  switch (spec.kind) {
    case "choice":
      return `one of ${spec.choices.join(", ")}`;
    case "number": {
      const { unit, factor } = units === "shown" ? shownUnit(spec) : { unit: spec.unit, factor: 1 };
      return `a number from ${spec.min / factor} to ${spec.max / factor} ${unit} in steps of ${spec.step / factor}`;
    }
    case "flag":
      return "true or false";
    case "list":
      return `at most ${spec.maxItems} names`;
  }
}
