import { FairleadError } from "#shared/contract/errors.ts";
import type { ElectronBinary } from "./electron-binary.ts";

/** Where the terminal appears: in the program of that path, or in the browser, and why there. */
export type ChosenHost = { readonly electron: string } | { readonly browser: string | null };

/**
 * Decides on a host. `auto` fetches a missing program also where no window can be shown now: the fetch is once, and the
 * same profile may be opened from a desktop later.
 * @param noWindow why this computer or user cannot show a window now
 * @param find finds or fetches Electron's program; told whether to try again what failed before
 * @throws FairleadError OPTION_INVALID for `electron` where that is not possible.
 */
export async function whichHost(
  wish: "auto" | "electron" | "web",
  noWindow: string | undefined,
  find: (again: boolean) => Promise<ElectronBinary>,
): Promise<ChosenHost> {
  if (wish === "web") return { browser: null };
  if (wish === "electron" && noWindow !== undefined) throw impossible(noWindow);
  const binary = await find(wish === "electron");
  if ("path" in binary && noWindow === undefined) return { electron: binary.path };
  const why = [noWindow, "missing" in binary ? binary.missing : undefined].filter(Boolean).join("; and ");
  if (wish === "electron") throw impossible(why);
  return { browser: why };
}

const impossible = (why: string): FairleadError =>
  new FairleadError("OPTION_INVALID", `--host electron is not possible here, because ${why}.`);
