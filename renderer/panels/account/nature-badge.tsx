import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { useText } from "../../i18n/use-text.ts";
import { classes } from "../../ui/classes.ts";

/** What kind of money an account holds, as a word and a form: never only as a colour. */
export function NatureBadge({ nature }: { readonly nature: Account["nature"] }): ReactNode {
  const text = useText();
  const long = text(`nature.${nature}.long`);
  return (
    <strong className={classes("nature", `nature-${nature}`)} title={long} aria-label={long}>
      {text(`nature.${nature}`)}
    </strong>
  );
}
