import { registerHooks } from "node:module";

const NAMES = new Set(["electron", "electron/main", "electron/common"]);

/** From here on `import "electron"` and `require("electron")` mean the module at `url`, in the app and its libraries. */
export function provideElectron(url: string): void {
  registerHooks({
    resolve(specifier, context, next) {
      return NAMES.has(specifier) ? { url, shortCircuit: true } : next(specifier, context);
    },
  });
}
