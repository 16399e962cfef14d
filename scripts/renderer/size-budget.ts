import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Says how much JavaScript the first page load costs, and fails the build beyond the budget. */
export function sizeBudget(maxGzipKb: number): Plugin {
  return {
    name: "fairlead:size-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
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
      const line = `initial JavaScript: ${(bytes / 1_000).toFixed(1)} kB gzip of ${maxGzipKb} kB allowed`;
      if (bytes > maxGzipKb * 1_000) this.error(line);
      this.info(line);
    },
  };
}
