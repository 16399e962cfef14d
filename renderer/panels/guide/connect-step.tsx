import { Check, Circle, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { CHECKS } from "./connect-checks.ts";
import { Installations } from "./installations.tsx";
import { useConnectChecks } from "./use-guide-steps.ts";

const ICONS = { ok: Check, missing: Circle, unknown: CircleDashed } as const;

/** MetaTrader, from the terminal to its prices: what is there, and what to do about what is not. */
export function ConnectStep(): ReactNode {
  const text = useText();
  const checks = useConnectChecks();
  const showDock = useWorkspace((workspace) => workspace.showDock);
  return (
    <>
      <h3>{text("guide.step.connect")}</h3>
      <p>{text("guide.connect.what")}</p>
      <ul className="guide-checks">
        {CHECKS.map((check) => {
          const state = checks[check];
          return (
            <li key={check} data-done={state === "ok" || undefined} data-check={state}>
              <Icon of={ICONS[state]} />
              <span>
                <strong>{text(`guide.check.${check}`)}</strong>: {text(`guide.check.${state}`)}
                {state === "missing" && <> {text(`guide.check.${check}.how`)}</>}
              </span>
            </li>
          );
        })}
      </ul>
      <Installations />
      <Button onClick={() => showDock("terminals")}>{text("problem.show")}</Button>
    </>
  );
}
