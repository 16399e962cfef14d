import { registerHooks } from "node:module";
import { UnmodelledError } from "../guard.ts";
import { dieWithParent } from "./die-with-parent.ts";
import { ParentPort } from "./parent-port.ts";

/** Preloaded (`node --import`) into every utility process of the double, before the app's module. */

dieWithParent();

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "electron") throw new UnmodelledError("electron's modules inside a utility process");
    return next(specifier, context);
  },
});

Object.defineProperty(process, "parentPort", { value: new ParentPort() });
Object.defineProperty(process, "type", { value: "utility" });
