import type { DiagnosticsPart } from "./bundle.ts";

/** How this process does. */
export const processPart = (figures: () => Readonly<Record<string, number>>): DiagnosticsPart => ({
  name: "process.json",
  read: () => ({ upSeconds: Math.round(process.uptime()), ...figures(), memory: process.memoryUsage() }),
});
