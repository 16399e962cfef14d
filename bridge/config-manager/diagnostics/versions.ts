import { arch, cpus, release, totalmem } from "node:os";
import type { DiagnosticsPart } from "./bundle.ts";

/** What runs here: for the first question of every bug report. */
export const versionsPart = (version: string): DiagnosticsPart => ({
  name: "versions.json",
  read: () => ({
    fairlead: version,
    node: process.versions.node,
    electron: process.versions["electron"],
    v8: process.versions.v8,
    os: `${process.platform} ${release()} ${arch()}`,
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
  }),
});
