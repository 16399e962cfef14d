import { buildShell } from "./build/parts.ts";
import { ROOT } from "./gates/run-tool.ts";

/** `npm run build`: the window, the desktop shell and its bridge, into dist/. What is fresh is left alone. */
await buildShell(ROOT, (line) => console.log(line));
console.log("Built into dist/.");
