import type { PlanType } from "#shared/cloud/plans.ts";
import { Problem } from "../http/problem.ts";

/** What has to be paid for before it counts. */
export interface Order {
  readonly tenantId: string;
  readonly planType: PlanType;
  readonly billingCycle: "monthly" | "annual";
}

/** A payment provider. Stripe and Midtrans come with the issue *Billing*; until then staff activate what was paid elsewhere. */
export interface Payments {
  /** Resolves once the order is paid or needs no payment. @throws Problem PAYMENT_REQUIRED with where to pay. */
  settle(order: Order): Promise<void>;
}

/** A server without a payment provider: whatever costs money is refused, in words. */
export const noPayments: Payments = {
  settle: ({ planType }) => Promise.reject(new Problem("PAYMENT_REQUIRED", undefined, { extra: { plan: planType } })),
};
