import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { App } from "./app/app.tsx";
import { AppearanceKeeper } from "./app/appearance.tsx";
import { recallLook } from "./app/remembered-look.ts";
import { dialBridge } from "./bridge/dial.ts";
import { chooseLanguage, createI18n } from "./i18n/i18n.ts";
import { fetchPanels } from "./panels/later.tsx";
import { createServices } from "./services/create-services.ts";
import { followLinks } from "./services/follow-links.ts";
import { ServicesProvider } from "./services/services.ts";
import { tellAlerts } from "./services/tell-alerts.ts";
import { endedBadly } from "./stores/last-ending.ts";
import { guardEchoes } from "./ui/echo-guard.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const ended = endedBadly(sessionStorage, window);
const i18n = createI18n(chooseLanguage(recallLook(localStorage).language, navigator.languages));
const services = createServices(dialBridge, {
  name: i18n.t("workspace.first"),
  copyOf: (name) => i18n.t("workspace.copyOf", { name }),
});
guardEchoes(window);
followLinks(services);
tellAlerts(services, (key, values) => i18n.t(key, values ?? {}));

createRoot(root).render(
  <I18nextProvider i18n={i18n}>
    <ServicesProvider value={services}>
      <AppearanceKeeper>
        <App ended={ended} />
      </AppearanceKeeper>
    </ServicesProvider>
  </I18nextProvider>,
);

const fetchWhenIdle = (): void => {
  // Safari has no idle callbacks; it is no host of ours, yet the window must not fail there.
  if ("requestIdleCallback" in window) requestIdleCallback(fetchPanels);
  else setTimeout(fetchPanels, 1_000);
};
/** What can wait must not take the bridge's time from the first quote; without one, nothing is waited for. */
const FIRST_QUOTE_MS = 3_000;
const noQuote = new Promise((resolve) => setTimeout(resolve, FIRST_QUOTE_MS));
void Promise.race([services.quotes.first, noQuote]).then(fetchWhenIdle);
