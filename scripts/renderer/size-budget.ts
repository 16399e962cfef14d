import { gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

/** JavaScript that the first page load fetches, kilobytes after gzip. @param bundle what the build put out */
export function initialKilobytes(bundle: readonly (Rollup.OutputChunk | Rollup.OutputAsset)[]): number {
  const chunks = bundle.filter((file) => file.type === "chunk");
  const initial = new Set<string>();
  const visit = (name: string): void => {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    if (chunk === undefined || initial.has(name)) return;
    initial.add(name);
    for (const imported of chunk.imports) visit(imported);
  };
  for (const chunk of chunks) if (chunk.isEntry) visit(chunk.fileName);
  const bytes = chunks
    .filter(({ fileName }) => initial.has(fileName))
    .reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  return bytes / 1_000;
}

/** Says how much JavaScript the first page load costs, and fails the build beyond the budget. */
export function sizeBudget(maxGzipKb: number): Plugin {
  return {
    name: "fairlead:size-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const kilobytes = initialKilobytes(Object.values(bundle));
      const line = `initial JavaScript: ${kilobytes.toFixed(1)} kB gzip of ${maxGzipKb} kB allowed`;
      if (kilobytes > maxGzipKb) this.error(line);
      this.info(line);
    },
  };
}
