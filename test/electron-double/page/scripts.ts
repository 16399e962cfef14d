import { randomUUID } from "node:crypto";
import { createStructuredCodec } from "../structured-clone.ts";
import { createBridgeValues } from "./bridge-values.ts";
import { BINDING, RECEIVER } from "./frames.ts";
import { type IsolatedWorldOptions, installIsolatedWorld } from "./isolated-world.ts";
import { installMainWorld } from "./main-world.ts";

/** The two scripts that make a Chromium page look like a sandboxed, context-isolated Electron renderer. */
export interface PageScripts {
  readonly mainWorld: string;
  readonly isolatedWorld: string;
}

/** @param preload the source of the preload script (CommonJS), if the window has one */
export function pageScripts(preload: string | undefined): PageScripts {
  const options: IsolatedWorldOptions = {
    binding: BINDING,
    receiver: RECEIVER,
    toIsolated: `electron-double-${randomUUID()}`,
    toMain: `electron-double-${randomUUID()}`,
  };
  const wrapped = preload === undefined ? "undefined" : `(module, exports, require, process) => {${preload}\n}`;
  const names = `${JSON.stringify(options.toIsolated)}, ${JSON.stringify(options.toMain)}`;
  return {
    mainWorld: `(${installMainWorld})((${createBridgeValues})(), ${names});`,
    isolatedWorld:
      `(${installIsolatedWorld})((${createStructuredCodec})(), (${createBridgeValues})(), ` +
      `${JSON.stringify(options)}, ${wrapped});`,
  };
}
