import { intoLog } from "../bridge/into-log.ts";
import { keepEqual, latestInto } from "../bridge/latest-into.ts";
import type { Services } from "./services.ts";

/** Keeps what the panels show of trading, risk, sessions and alerts filled for the life of the window. */
export function subscribeTrading(services: Services): void {
  const { client } = services;
  client.accounts.positions.subscribe(
    {},
    latestInto(services.positions, ({ accountId }) => accountId, keepEqual),
  );
  client.accounts.orders.subscribe(
    {},
    latestInto(services.orders, ({ accountId }) => accountId, keepEqual),
  );
  client.trading.latches.subscribe(
    {},
    latestInto(services.latches, ({ accountId }) => accountId, keepEqual),
  );
  client.trading.flattening.subscribe(
    {},
    latestInto(services.flattening, ({ accountId }) => accountId, keepEqual),
  );
  client.risk.state.subscribe(
    {},
    latestInto(services.risk, ({ accountId }) => accountId, keepEqual),
  );
  client.sessions.list.subscribe(
    {},
    latestInto(
      services.sessions,
      ({ sessionId }) => sessionId,
      keepEqual,
      ({ removed }) => !removed,
    ),
  );
  client.alerts.list.subscribe(
    {},
    latestInto(services.alerts, ({ alertId }) => alertId, keepEqual),
  );
  client.alerts.firings.subscribe(
    {},
    latestInto(services.firings, ({ seq }) => String(seq), keepEqual),
  );
  client.trading.intents.subscribe({}, intoLog(services.intents));
  client.trading.deals.subscribe({}, intoLog(services.deals));
  client.sessions.events.subscribe({}, intoLog(services.sessionEvents));
}
