import { Check } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import "../../ui/table.css";
import "./guide.css";
import { ConnectStep } from "./connect-step.tsx";
import { HELP_PAGES, HelpPage } from "./help-page.tsx";
import { LimitsStep } from "./limits-step.tsx";
import { LiveStep } from "./live-step.tsx";
import { StartStep } from "./start-step.tsx";
import { TradesStep } from "./trades-step.tsx";
import { GUIDE_STEPS, type GuideStep, useGuideSteps } from "./use-guide-steps.ts";

const STEPS: Readonly<Record<GuideStep, () => ReactNode>> = {
  start: StartStep,
  limits: LimitsStep,
  trades: TradesStep,
  connect: ConnectStep,
  live: LiveStep,
};

/** From the first look to the first live order, step by step with what is really so; and pages to read. */
export function GuidePanel(): ReactNode {
  const text = useText();
  const { guidePage } = useServices();
  const page = useCell(guidePage);
  const steps = useGuideSteps();
  const next = GUIDE_STEPS.find((step) => steps[step] !== "done") ?? "live";
  const [chosen, setChosen] = useState<GuideStep>();
  const step = chosen ?? next;
  const Step = STEPS[step];
  const entry = (label: string, current: boolean, open: () => void, mark: ReactNode): ReactNode => (
    <button
      type="button"
      className={classes("guide-entry", current ? "guide-entry-current" : undefined)}
      aria-current={current ? "page" : undefined}
      onClick={open}
    >
      <span className="guide-mark">{mark}</span>
      {label}
    </button>
  );
  return (
    <div className="guide">
      <nav className="guide-nav" aria-label={text("guide.title")}>
        <ol>
          {GUIDE_STEPS.map((each, at) => (
            <li key={each}>
              {entry(
                text(`guide.step.${each}`),
                page === "steps" && each === step,
                () => {
                  setChosen(each);
                  guidePage.set("steps");
                },
                steps[each] === "done" ? (
                  <>
                    <Icon of={Check} />
                    <span className="visually-hidden">{text("guide.done")}</span>
                  </>
                ) : (
                  at + 1
                ),
              )}
            </li>
          ))}
        </ol>
        <h3 className="guide-help">{text("guide.help")}</h3>
        <ul>
          {HELP_PAGES.map((each) => (
            <li key={each}>{entry(text(`guide.help.${each}`), page === each, () => guidePage.set(each), null)}</li>
          ))}
        </ul>
      </nav>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a page that is only read is scrolled by keys. */}
      <div key={page === "steps" ? step : page} className="guide-page selectable" tabIndex={0}>
        {page === "steps" ? <Step /> : <HelpPage page={page} />}
      </div>
    </div>
  );
}
