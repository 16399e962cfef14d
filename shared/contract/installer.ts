import { z } from "zod";
import { command, domain, query } from "./descriptor.ts";
import { Count, Nothing, Text } from "./primitives.ts";

const Paths = z.array(Text).max(2_000);

/** A MetaTrader 5 of this PC, and what of Fairlead is in it. */
export const InstalledTerminal = z.object({
  /** Tells it apart; made of its data folder. */
  id: Text,
  name: Text,
  dataFolder: Text,
  portable: z.boolean(),
  /** Whether it has a MetaEditor, without which nothing can be compiled. */
  editor: z.boolean(),
  /** Of Fairlead, when it was installed here. */
  version: Text.optional(),
  missing: Paths,
  changed: Paths,
  uncompiled: Paths,
});
export type InstalledTerminal = z.infer<typeof InstalledTerminal>;

const ProgramResult = z.object({
  path: Text,
  ok: z.boolean(),
  warnings: Count,
  /** Of the first error, when there was one. */
  error: z.object({ file: Text, line: Count, text: Text }).optional(),
  /** Why it is not compiled, when MetaEditor named no error. */
  why: z.enum(["errors", "no log", "no program"]).optional(),
});

const Terminal = z.object({ id: Text });

/** The install assistant: Fairlead's programs in the MetaTrader terminals of this PC. */
export const installer = domain({
  find: query({
    doc: "The terminals of this PC, and what of Fairlead is in each; `supported` is false where MetaTrader does not run.",
    input: Nothing,
    output: z.object({ supported: z.boolean(), version: Text, terminals: z.array(InstalledTerminal).max(100) }),
    deadlineMs: 30_000,
  }),
  install: command({
    doc: "Puts Fairlead into a terminal or repairs it, and compiles it with the terminal's MetaEditor.",
    input: Terminal.extend({ symbol: z.string().min(1).max(31) }),
    output: z.object({ written: Count, programs: z.array(ProgramResult).max(20), startConfig: Text }),
    errors: [
      "TERMINAL_NOT_INSTALLED",
      "INSTALL_LIBRARY_MISSING",
      "INSTALL_LIBRARY_REFUSED",
      "INSTALL_NO_EDITOR",
      "INSTALL_PLACE_REFUSED",
      "INSTALL_UNWRITABLE",
    ],
    deadlineMs: 180_000,
  }),
  remove: command({
    doc: "Takes Fairlead's programs out of a terminal; what was changed by hand, or is in use, stays and is named.",
    input: Terminal,
    output: z.object({ removed: Count, kept: Paths }),
    errors: ["TERMINAL_NOT_INSTALLED", "INSTALL_PLACE_REFUSED"],
    deadlineMs: 30_000,
  }),
});
