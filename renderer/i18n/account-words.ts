import type { Account } from "#shared/contract/accounts.ts";
import type { Text } from "./i18n.ts";

/** `PAPER 10001`: the nature and number of the account that a button sends to. */
export const accountText = (text: Text, { nature, login }: Pick<Account, "nature" | "login">): string =>
  text("ticket.on", { nature: text(`nature.${nature}`), login });
