import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueView, PlanView } from "#shared/contract/cloud.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";

type Cycle = "monthly" | "annual";
const CYCLES: readonly Cycle[] = ["monthly", "annual"];

/** The plans there are: a trial, a step up or down, and the end of the one that runs. The cloud has the last word. */
export function ChoosePlan({ plan }: { readonly plan: PlanView }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { language } = useTranslation().i18n;
  const { busy, error, run } = useCommand();
  const [cycle, setCycle] = useState<Cycle>("monthly");
  const asked = useAsked("plans", () => client.cloud.plans({}));
  const at = asked.answer?.findIndex((each) => each.plan === plan.plan) ?? -1;
  const cancel = (is: boolean): void => void run(() => client.cloud.cancelPlan({ cancel: is }));
  return (
    <>
      <h4>{text("cloud.choose")}</h4>
      <div className="cloud-buttons" role="radiogroup" aria-label={text("cloud.choose.cycle")}>
        {CYCLES.map((each) => (
          <label key={each} className="cloud-check">
            <input type="radio" name="cloud-cycle" checked={cycle === each} onChange={() => setCycle(each)} />
            {text(`cloud.choose.${each}`)}
          </label>
        ))}
      </div>
      <CloudNote error={error ?? asked.error} />
      <ul className="cloud-list">
        {asked.answer?.map((each, index) => (
          <li key={each.plan} className="cloud-device">
            <span className="selectable">
              <span className="cloud-strong">{each.name}</span> <span className="dim">{priceText(each, cycle)}</span>
            </span>
            <span className="cloud-buttons">{index === at ? text("cloud.choose.yours") : buttons(each, index)}</span>
          </li>
        ))}
      </ul>
      {plan.nextPlan !== null && (
        <p className="dim">{text("cloud.choose.next", { plan: plan.nextPlan.toUpperCase() })}</p>
      )}
      {plan.periodEndMs !== null && (
        <Button disabled={busy} onClick={() => cancel(!plan.cancelsAtEnd)}>
          {text(plan.cancelsAtEnd ? "cloud.choose.keep" : "cloud.choose.cancel")}
        </Button>
      )}
    </>
  );

  function priceText({ monthlyUsd, monthlyIdr, annualUsd, annualIdr }: CatalogueView, per: Cycle): string {
    const [usd, idr] = per === "monthly" ? [monthlyUsd, monthlyIdr] : [annualUsd, annualIdr];
    if (Number(usd) === 0 && Number(idr) === 0) return text("cloud.choose.free");
    return text(`cloud.choose.price.${per}`, {
      usd: priceIn("USD", usd, language),
      idr: priceIn("IDR", idr, language),
    });
  }

  function buttons({ plan: wanted, name, trialDays }: CatalogueView, index: number): ReactNode {
    const choose = (trial: boolean): void => void run(() => client.cloud.choosePlan({ plan: wanted, cycle, trial }));
    const way = at < 0 || index > at ? "up" : "down";
    return (
      <>
        {plan.plan === "free" && trialDays > 0 && (
          <Button disabled={busy} aria-label={text("cloud.choose.trialOf", { name })} onClick={() => choose(true)}>
            {text("cloud.choose.trial", { days: trialDays })}
          </Button>
        )}
        <Button disabled={busy} aria-label={text(`cloud.choose.${way}To`, { name })} onClick={() => choose(false)}>
          {text(`cloud.choose.${way}`)}
        </Button>
      </>
    );
  }
}

/** A price as its readers write it; the catalogue's are whole units but for cents that are there. @param amount decimal text */
function priceIn(currency: "USD" | "IDR", amount: string, language: string): string {
  const shown = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" } as const;
  return new Intl.NumberFormat(language === "id" ? "id-ID" : "en-US", shown).format(Number(amount));
}
