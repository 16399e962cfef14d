import { FairleadError } from "#shared/contract/errors.ts";

/** The file is none of MetaTrader's reports. */
export const unreadable = (why: string): FairleadError =>
  new FairleadError(
    "REPORT_UNREADABLE",
    `This is not a report of MetaTrader that Fairlead can read: ${why}. Nothing was imported.`,
    {
      why,
    },
  );

/** The file is a report, but breaks off or contradicts itself at `place`. */
export const damaged = (place: string, expected: string, found: string): FairleadError =>
  new FairleadError(
    "REPORT_DAMAGED",
    `The report is damaged at ${place}: expected ${expected}, found ${found}. Nothing was imported.`,
    { place, expected, found },
  );

export const tooLarge = (what: string): FairleadError =>
  new FairleadError("REPORT_TOO_LARGE", `The report is too large: ${what}. Nothing was imported.`, { what });

/** A cell's text as an error may repeat it. */
export const quoted = (text: string): string => (text === "" ? "nothing" : `"${text.slice(0, 60)}"`);
