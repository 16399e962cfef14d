import { TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { shell } from "../../bridge/shell.ts";
import { useShellState } from "../../hooks/use-shell-state.ts";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { diagnose, type Problem } from "../../services/diagnose.ts";
import { useServices } from "../../services/services.ts";
import { useShownLink } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

const LOOK_EVERY_MS = 250;

/** Two problems that read alike: the bar is not drawn again for a quarter of a second more. */
const alike = (a: Problem | undefined, b: Problem | undefined): boolean =>
  a?.key === b?.key &&
  a?.words === b?.words &&
  a?.name === b?.name &&
  Math.floor((a?.ageMs ?? 0) / 1_000) === Math.floor((b?.ageMs ?? 0) / 1_000);

/** A broken hop in words, with what to do about it; nothing while all is well. */
export function ProblemBar(): ReactNode {
  const text = useText();
  const services = useServices();
  const { heartbeat } = services;
  const status = useCell(services.status);
  const link = useShownLink();
  const linksKnown = useAll(services.links).length > 0 || status.generation > 0;
  const showDock = useWorkspace((workspace) => workspace.showDock);
  const process = useShellState();
  const [problem, setProblem] = useState<Problem>();

  useEffect(() => {
    const look = (): void => {
      const next = diagnose({ status, pulse: heartbeat.pulse.get(), link, linksKnown, nowMs: performance.now() });
      setProblem((now) => (alike(now, next) ? now : next));
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [status, heartbeat, link, linksKnown]);

  const sentence = (ageMs: number): string =>
    problem === undefined
      ? ""
      : text(problem.key, { age: longAgeText(text, ageMs), lag: longAgeText(text, ageMs), name: problem.name });
  const tries =
    problem?.hop === "bridge" && status.tries > 1 ? ` ${text("problem.tries", { tries: status.tries })}` : "";
  return (
    <>
      {/* Said once when it begins; the visible sentence counts seconds, which nobody wants read out. */}
      <p className="visually-hidden" role="status">
        {sentence(0)}
      </p>
      {problem !== undefined && (
        <div className="problem" data-severity={problem.hop === "bridge" ? "danger" : "warn"} data-hop={problem.hop}>
          <span className="problem-mark">
            <Icon of={TriangleAlert} />
          </span>
          <p className="problem-words" aria-hidden>
            {sentence(problem.ageMs)}
            {tries}
            {problem.words !== undefined && <span className="dim"> {problem.words}</span>}
            {problem.hop === "bridge" && process?.phase === "stopped" && (
              <span className="dim"> {process.message}</span>
            )}
          </p>
          {problem.hop === "bridge" && process?.phase === "stopped" && (
            <Button look="primary" onClick={() => void shell?.restartBridge()}>
              {text("problem.restart")}
            </Button>
          )}
          {problem.action === "show-terminals" && (
            <Button onClick={() => showDock("terminals")}>{text("problem.show")}</Button>
          )}
        </div>
      )}
    </>
  );
}
