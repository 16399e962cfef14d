import { Globe } from "lucide-react";
import { type ReactNode, useState } from "react";
import "./kill-switch.css";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AccountTag, AllAccountsTag } from "../account/account-tag.tsx";
import { KillButton } from "./kill-button.tsx";
import { isLatched, KILL_VERBS, latchLines, mustHold } from "./kill-view.ts";

/** Pause entries, stop automation, flatten all: always on screen, for the account shown or for all. */
export function KillSwitch(): ReactNode {
  const text = useText();
  const { accounts, latches } = useServices();
  const all = useAll(accounts);
  const lines = latchLines(useAll(latches));
  const account = useShownAccount();
  const [chosen, setEverywhere] = useState(false);
  const everywhere = chosen || account === undefined;
  const scope = everywhere ? null : account.id;
  const held = everywhere ? all : [account];
  return (
    <section className="kill" aria-label={text("kill.label")}>
      {KILL_VERBS.map((verb) => (
        <KillButton
          key={verb}
          verb={verb}
          scope={scope}
          latched={isLatched(lines, verb, scope)}
          hold={mustHold(verb, held)}
          tag={everywhere ? <AllAccountsTag accounts={all} /> : <AccountTag account={account} />}
        />
      ))}
      <IconButton
        label={text("kill.all.on")}
        className="kill-scope"
        aria-pressed={everywhere}
        onClick={() => setEverywhere(!chosen)}
      >
        <Icon of={Globe} />
      </IconButton>
    </section>
  );
}
