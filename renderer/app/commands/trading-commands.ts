import { KEY_ACTIONS, type KeyAction } from "../../stores/trading-keys.ts";
import { type Command, commandId } from "./command.ts";

const USUAL: Readonly<Record<KeyAction, string>> = { buy: "Alt+B", sell: "Alt+S", close: "Alt+C", flatten: "Alt+Q" };

/** The id of a trading key. */
export const tradingId = (action: KeyAction): string => commandId("trade", action);

/** The trading keys: bound like every command, sent by `panels/trading-keys` alone, while they are armed. */
export const TRADING_COMMANDS: readonly Command[] = KEY_ACTIONS.map((action) => ({
  id: tradingId(action),
  group: "trading",
  label: `keys.${action}`,
  keys: USUAL[action],
}));

/** The trading key's action of a command's id. */
export const tradingAction = (id: string | undefined): KeyAction | undefined =>
  KEY_ACTIONS.find((action) => id === tradingId(action));
