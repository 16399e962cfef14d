import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MESSAGES } from "../shared/link/messages.ts";
import { goldenFrames, goldenJson } from "./link/golden.ts";
import { goldenMql5 } from "./link/golden-mql5.ts";
import { mql5Header } from "./link/mql5-header.ts";
import { protocolTables } from "./link/protocol-tables.ts";

/*
 * Writes everything that follows from shared/link's schema: the MQL5 include, the golden vectors for both sides and
 * the tables of the protocol's document. `--check` writes nothing and exits with 1 when a file is out of date.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
const OPEN = "<!-- generated: reference -->";
const CLOSE = "<!-- end of generated -->";

const read = (path: string): string => {
  try {
    return readFileSync(root + path, "utf8");
  } catch {
    return "";
  }
};

function documentWithTables(): string {
  const text = read("docs/LINK-PROTOCOL.md");
  const open = text.indexOf(OPEN);
  const close = text.indexOf(CLOSE);
  if (open < 0 || close < open) throw new Error(`docs/LINK-PROTOCOL.md lacks its marks ${OPEN} and ${CLOSE}`);
  return `${text.slice(0, open + OPEN.length)}\n\n${protocolTables()}\n${text.slice(close)}`;
}

const frames = goldenFrames();
const files: Readonly<Record<string, string>> = {
  "mql5/Include/Fairlead/Link.mqh": mql5Header(),
  "mql5/Tests/LinkGoldenVectors.mqh": goldenMql5(frames, ({ name }) => MESSAGES[name].fields),
  "test/fixtures/link-golden.generated.json": goldenJson(frames),
  "docs/LINK-PROTOCOL.md": documentWithTables(),
};

const stale = Object.entries(files).filter(([path, text]) => read(path) !== text);
if (process.argv.includes("--check")) {
  for (const [path] of stale) console.error(`${path} is out of date: run npm run generate`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of stale) {
    writeFileSync(root + path, text);
    console.log(`wrote ${path}`);
  }
}
