import fs from "node:fs";
import path from "node:path";
import { CACHE_DIR, filesBelow, RUNTIME_DIR, runTool } from "./toolchain.ts";

/** Executed lines of one MQL5 source over every counted run. */
export interface FileCoverage {
  readonly file: string;
  readonly lines: number;
  readonly covered: number;
  readonly missed: readonly number[];
}

interface GcovLine {
  readonly line_number: number;
  readonly count: number;
}
interface GcovReport {
  readonly files: readonly { readonly file: string; readonly lines: readonly GcovLine[] }[];
}

const counters = (): string[] => {
  const programs = path.join(CACHE_DIR, "programs");
  return fs.existsSync(programs) ? filesBelow(programs).filter((f) => f.endsWith(".gcda")) : [];
};

/** Forgets what earlier runs counted. */
export function resetCoverage(): void {
  for (const file of counters()) fs.rmSync(file);
}

/** Adds up the counters that programs compiled with coverage left behind. A program killed outright leaves none. */
export async function readCoverage(): Promise<FileCoverage[]> {
  const counts = new Map<string, Map<number, number>>();
  for (const file of counters()) {
    const r = await runTool("gcov", ["--json-format", "--stdout", file], path.dirname(file));
    if (r.code !== 0) throw new Error(`gcov failed on ${file}: ${r.stderr}`);
    for (const text of r.stdout.split("\n")) if (text) add(counts, JSON.parse(text) as GcovReport);
  }
  return [...counts].map(([file, lines]) => summary(file, lines)).toSorted((a, b) => a.file.localeCompare(b.file));
}

function add(counts: Map<string, Map<number, number>>, report: GcovReport): void {
  for (const f of report.files) {
    if (!/\.mq[5h]h?$/i.test(f.file) || f.file.startsWith(RUNTIME_DIR)) continue;
    const lines = counts.get(f.file) ?? new Map<number, number>();
    counts.set(f.file, lines);
    for (const l of f.lines) lines.set(l.line_number, (lines.get(l.line_number) ?? 0) + l.count);
  }
}

function summary(file: string, lines: ReadonlyMap<number, number>): FileCoverage {
  const missed = [...lines].filter(([, count]) => count === 0).map(([line]) => line);
  return { file, lines: lines.size, covered: lines.size - missed.length, missed: missed.toSorted((a, b) => a - b) };
}
