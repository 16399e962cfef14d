import { registerAccounts } from "./accounts/routes-accounts.ts";
import { registerVerification } from "./accounts/routes-verification.ts";
import { registerAdminHealth } from "./admin/routes-health.ts";
import { registerInvite } from "./admin/routes-invite.ts";
import { registerAdminMetrics } from "./admin/routes-metrics.ts";
import { registerAdminUsers } from "./admin/routes-users.ts";
import { PUBLIC } from "./http/access.ts";
import type { App } from "./http/app.ts";
import { registerApiKeys } from "./identity/routes-api-keys.ts";
import { registerDevices } from "./identity/routes-devices.ts";
import { registerFreshFactor } from "./identity/routes-fresh-factor.ts";
import { registerLeave } from "./identity/routes-leave.ts";
import { registerProfile } from "./identity/routes-profile.ts";
import { registerSecondFactor } from "./identity/routes-second-factor.ts";
import { registerSignIn } from "./identity/routes-sign-in.ts";
import { registerSignUp } from "./identity/routes-sign-up.ts";
import { registerMarket } from "./ingest/routes-market.ts";
import { registerStreams } from "./ingest/routes-streams.ts";
import { registerMailbox } from "./notify/mailbox.ts";
import type { CloudParts } from "./parts.ts";
import { noPayments } from "./plans/payment.ts";
import { registerPlans } from "./plans/routes-plans.ts";
import { registerSubscriptions } from "./plans/routes-subscriptions.ts";
import { registerSessions } from "./trading/routes-sessions.ts";
import { registerSignals } from "./trading/routes-signals.ts";
import { registerTrades } from "./trading/routes-trades.ts";
import { registerWebhooks } from "./webhooks/routes-webhooks.ts";

/** Every route of REST v1, and the few that belong to no version. The table of contents of the API. */
export function registerRoutes(app: App, parts: CloudParts): void {
  app.get("/.well-known/jwks.json", { config: { access: PUBLIC }, schema: { tags: ["operations"] } }, () =>
    parts.keys.publicKeys(),
  );
  if (parts.config.mode === "development" && parts.config.smtpUrl === undefined) registerMailbox(app, parts);
  void app.register(
    async (v1: App) => {
      // What was written may have told the tenant's feed something: who listens live looks at once.
      v1.addHook("onResponse", async ({ method, principal }, { statusCode }) => {
        if (method !== "GET" && statusCode < 400 && principal !== undefined)
          parts.bus.publish({ about: "feed", tenantId: principal.tenantId });
      });
      registerSignUp(v1, parts);
      registerSignIn(v1, parts);
      registerSecondFactor(v1, parts);
      registerFreshFactor(v1, parts);
      registerProfile(v1, parts);
      registerDevices(v1, parts);
      registerApiKeys(v1, parts);
      registerLeave(v1, parts);
      registerPlans(v1, parts);
      registerSubscriptions(v1, parts, noPayments);
      registerAccounts(v1, parts);
      registerVerification(v1, parts);
      registerSessions(v1, parts);
      registerTrades(v1, parts);
      registerSignals(v1, parts);
      registerWebhooks(v1, parts);
      registerStreams(v1, parts);
      registerMarket(v1, parts);
      registerAdminUsers(v1, parts);
      registerInvite(v1, parts);
      registerAdminHealth(v1, parts);
      registerAdminMetrics(v1, parts);
    },
    { prefix: "/api/v1" },
  );
}
