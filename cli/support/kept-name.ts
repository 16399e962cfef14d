import { AccountIdSchema, InstrumentIdSchema } from "#shared/contract/primitives.ts";
import type { Values } from "../command.ts";
import { invalid } from "../run-command.ts";

const ACCOUNT = /^\d{1,20}@[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;
/** MT5's names: at most 31 characters, none of them blank at an end or invisible; `.`, `#`, `+` and the like are usual. */
const SYMBOL = /^[^\s\p{C}"](?:[^\p{C}"]{0,29}[^\s\p{C}"])?$/u;

/** The instrument under which an import is kept: `--as` and `--symbol`, else what the file says. @throws FairleadError OPTION_INVALID */
export function keptName(values: Values, told: string): string {
  const account = values["as"] ?? "0@Imported";
  if (typeof account !== "string" || !ACCOUNT.test(account) || !AccountIdSchema.safeParse(account).success)
    throw invalid("--as takes login@server, as 0@Imported or 50012345@Broker-Demo.");
  const symbol = typeof values["symbol"] === "string" ? values["symbol"] : told;
  const instrument = `${account}/${symbol}`;
  if (!SYMBOL.test(symbol) || !InstrumentIdSchema.safeParse(instrument).success)
    throw invalid("--symbol takes a name of 1 to 31 visible characters.");
  return instrument;
}
