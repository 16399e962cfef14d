import type { Memory } from "../stores/workspace.ts";

/** The appearance settings as the last window saw them, so that the first paint is already in the right theme. */
export interface Look {
  readonly theme: string;
  readonly palette: string;
  readonly density: string;
  readonly language: string;
}

const KEY = "fairlead.look";
const USUAL: Look = { theme: "system", palette: "classic", density: "normal", language: "system" };

export function recallLook(memory: Pick<Memory, "getItem">): Look {
  try {
    const kept = JSON.parse(memory.getItem(KEY) ?? "{}") as Partial<Record<keyof Look, unknown>>;
    const field = (name: keyof Look): string => {
      const value = kept[name];
      return typeof value === "string" ? value : USUAL[name];
    };
    return { theme: field("theme"), palette: field("palette"), density: field("density"), language: field("language") };
  } catch {
    return USUAL;
  }
}

export const rememberLook = (memory: Memory, look: Look): void => memory.setItem(KEY, JSON.stringify(look));
