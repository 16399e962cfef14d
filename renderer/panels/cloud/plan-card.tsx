import type { ReactNode } from "react";
import type { CloudView, PlanView } from "#shared/contract/cloud.ts";
import { localStampText } from "../../format/clock.ts";
import type { Text } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { ChoosePlan } from "./choose-plan.tsx";
import { Facts } from "./facts.tsx";

/** The plan, on whose word, and what it allows and counts. */
export function PlanCard({ view }: { readonly view: CloudView }): ReactNode {
  const text = useText();
  const { plan, entitlements } = view;
  return (
    <section className="cloud-card" aria-label={text("cloud.plan")}>
      <h3>{text("cloud.plan")}</h3>
      {plan === null ? (
        <p className="dim">{text("cloud.plan.none")}</p>
      ) : (
        <>
          <p className="cloud-strong">{text("cloud.plan.name", { plan: plan.plan.toUpperCase() })}</p>
          <p className={plan.word === "ended" ? "cloud-fault" : "dim"} role="status">
            {wordText(text, plan)}
          </p>
          <Facts rows={rowsOf(text, plan)} />
          <ChoosePlan plan={plan} />
        </>
      )}
      <p className="dim">{text(entitlements === "local" ? "cloud.plan.local" : "cloud.plan.enforced")}</p>
    </section>
  );
}

function wordText(text: Text, { word, askedMs, hardEndMs }: PlanView): string {
  const [asked, end] = [localStampText(askedMs), hardEndMs === null ? "" : localStampText(hardEndMs)];
  return word === "grace" ? text("cloud.plan.word.grace", { asked, end }) : text(`cloud.plan.word.${word}`);
}

function rowsOf(text: Text, plan: PlanView): (readonly [string, string])[] {
  const { status, periodEndMs, cancelsAtEnd, limits, features, usage } = plan;
  const of = (used: number, most: number | null | undefined): string =>
    text("cloud.plan.of", { used, most: most === null || most === undefined ? text("cloud.plan.unlimited") : most });
  const yes = (is: boolean | undefined): string => text(is === true ? "cloud.yes" : "cloud.no");
  const end = periodEndMs === null ? "" : localStampText(periodEndMs);
  const until = end === "" ? "" : text(cancelsAtEnd ? "cloud.plan.cancels" : "cloud.plan.until", { time: end });
  return [
    [text("cloud.plan.status"), [statusText(text, status), until].filter((part) => part !== "").join(", ")],
    [text("cloud.plan.accounts"), of(usage.accounts, limits["max_accounts"])],
    [text("cloud.plan.sessions"), of(usage.sessions, limits["max_sessions"])],
    [text("cloud.plan.live"), yes(features["live_trading"])],
    [text("cloud.plan.api"), yes(features["api_access"])],
  ];
}

const STATES = ["trialing", "active", "past_due", "cancelled", "expired", "suspended"] as const;

/** A state of the subscription in words; one of a later cloud's as it came. */
function statusText(text: Text, status: string | null): string {
  const known = STATES.find((state) => state === status);
  return known === undefined ? (status ?? "") : text(`cloud.plan.state.${known}`);
}
