import type { ReactNode } from "react";
import { useKeyNames } from "../../hooks/use-keys.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { DISCLOSURE, useGuide } from "./use-guide.ts";

const RISKS = ["loss", "leverage", "gap", "software", "advice"] as const;

/** What is on screen, and what trading can cost: read before anything else. */
export function StartStep(): ReactNode {
  const text = useText();
  const guide = useGuide();
  const keys = useKeyNames();
  const { cloud } = useServices();
  const showDock = useWorkspace((workspace) => workspace.showDock);
  const read = guide.has(DISCLOSURE);
  const withCloud = cloud.get()?.mode !== undefined && cloud.get()?.mode !== "off";
  return (
    <>
      <h3>{text("guide.step.start")}</h3>
      <p>{text("guide.start.what", keys)}</p>
      {withCloud && (
        <p>
          {text("guide.start.cloud")} <Button onClick={() => showDock("cloud")}>{text("guide.start.register")}</Button>
        </p>
      )}
      <section aria-label={text("guide.risks")}>
        <h4>{text("guide.risks")}</h4>
        <ul className="guide-list">
          {RISKS.map((risk) => (
            <li key={risk}>{text(`guide.risks.${risk}`)}</li>
          ))}
        </ul>
        {read ? (
          <p className="dim" role="status">
            {text("guide.risks.read")}
          </p>
        ) : (
          <Button look="primary" onClick={() => guide.finish(DISCLOSURE)}>
            {text("guide.risks.accept")}
          </Button>
        )}
      </section>
    </>
  );
}
