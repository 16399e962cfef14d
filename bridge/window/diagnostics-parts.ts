import { arch, cpus, release, totalmem } from "node:os";

interface Part {
  readonly name: string;
  read(): unknown;
}

/** What runs here: for the first question of every bug report. */
export const versionsPart = (version: string): Part => ({
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

/** How this process does. */
export const processPart = (figures: () => Readonly<Record<string, number>>): Part => ({
  name: "process.json",
  read: () => ({ upSeconds: Math.round(process.uptime()), ...figures(), memory: process.memoryUsage() }),
});
