import type { MouseEvent, ReactNode } from "react";
import { shell } from "../../bridge/shell.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";

const TRADINGVIEW = "https://www.tradingview.com/";

/** The desktop shell opens links in the user's browser, by its own list; a browser follows them itself. */
const openOutside = (event: MouseEvent): void => {
  if (shell === undefined) return;
  event.preventDefault();
  void shell.openExternal(TRADINGVIEW);
};

/** Version and credits. TradingView's licence asks for its credit and link where users can find them. */
export function About(): ReactNode {
  const text = useText();
  const capabilities = useCell(useServices().capabilities);
  return (
    <section aria-label={text("settings.group.about")}>
      <h3 className="settings-group">{text("settings.group.about")}</h3>
      <div className="about selectable">
        {capabilities !== undefined && <p>Fairlead {text("about.version", { version: capabilities.version })}</p>}
        <p>
          {text("about.charts")}{" "}
          <a href={TRADINGVIEW} target="_blank" rel="noreferrer noopener" onClick={openOutside}>
            tradingview.com
          </a>
        </p>
        <p>{text("about.fonts")}</p>
        <p>{text("about.licence")}</p>
      </div>
    </section>
  );
}
