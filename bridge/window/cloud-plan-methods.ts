import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { contract } from "#shared/contract/contract.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { type Catalogue, Subscriptions } from "../cloud-link/api/answers.ts";
import type { SignedCall } from "./cloud-methods.ts";

type Methods = Pick<DomainHandlers<typeof contract.cloud>, "plans" | "choosePlan" | "cancelPlan">;

export interface CloudPlansParts {
  readonly call: SignedCall;
  readonly catalogue: () => Promise<z.infer<typeof Catalogue>>;
  /** The plan is asked for anew. */
  readonly renew: () => Promise<void>;
}

/** Choosing a plan: the cloud decides what is a step up or down, and what has to be paid. */
export function cloudPlanMethods({ call, catalogue, renew }: CloudPlansParts): Methods {
  const change = async (body: unknown): Promise<void> => {
    const { items } = await call("GET", "/subscriptions", Subscriptions);
    const [live] = items;
    await call("PUT", `/subscriptions/${live?.subscription_id ?? ""}`, z.object({}), body, randomUUID());
  };
  return {
    plans: async () => {
      const { items } = await catalogue();
      return items.map(({ plan_type, plan_name, monthly_price, annual_price, limits, features, trial_days }) => ({
        plan: plan_type,
        name: plan_name,
        monthlyUsd: monthly_price.USD,
        monthlyIdr: monthly_price.IDR,
        annualUsd: annual_price.USD,
        annualIdr: annual_price.IDR,
        limits,
        features,
        trialDays: trial_days,
      }));
    },
    choosePlan: async ({ plan: plan_type, cycle: billing_cycle, trial }) => {
      if (trial) await call("POST", "/subscriptions", z.object({}), { plan_type, billing_cycle, trial }, randomUUID());
      else await change({ plan_type, billing_cycle });
      await renew();
      return {};
    },
    cancelPlan: async ({ cancel }) => {
      await change({ cancel_at_period_end: cancel });
      await renew();
      return {};
    },
  };
}
