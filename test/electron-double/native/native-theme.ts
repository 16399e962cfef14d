import { ModelledEmitter } from "../modelled-emitter.ts";

type ThemeSource = Electron.NativeTheme["themeSource"];

/** `nativeTheme` on a desktop that prefers light; pages see the theme through `prefers-color-scheme`. */
export class NativeTheme
  extends ModelledEmitter
  implements Pick<Electron.NativeTheme, "shouldUseDarkColors" | "themeSource">
{
  readonly #apply: (source: ThemeSource) => void;
  #source: ThemeSource = "system";

  /** @param apply shows the pages a theme */
  constructor(apply: (source: ThemeSource) => void) {
    super("nativeTheme", ["updated"]);
    this.#apply = apply;
  }

  get themeSource(): ThemeSource {
    return this.#source;
  }

  set themeSource(source: ThemeSource) {
    const before = this.shouldUseDarkColors;
    this.#source = source;
    this.#apply(source);
    if (this.shouldUseDarkColors !== before) this.emit("updated");
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === "dark";
  }
}
