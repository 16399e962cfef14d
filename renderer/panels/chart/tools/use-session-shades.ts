import { useEffect, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { ClockEpoch } from "#shared/market/broker-clock.ts";
import { readChartTheme } from "../../../chart/chart-theme.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { MARKET_HOURS, SessionShades } from "../../../chart/session-shades.ts";
import { useWorkspace } from "../../../hooks/use-workspace.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import { useShownAccount } from "../../../services/shown.ts";

/** Shades the hours of the great markets behind the prices. */
export function useSessionShades(live: LiveChart, instrument: Instrument): void {
  const text = useText();
  const { appearance, client } = useServices();
  const account = useShownAccount();
  const shown = useWorkspace((workspace) => workspace.look.sessions);
  const [epochs, setEpochs] = useState<readonly ClockEpoch[]>();
  const { id } = instrument;
  const offsetS = account?.utcOffsetS;
  useEffect(() => {
    if (!shown) return;
    let current = true;
    const told = (known: readonly ClockEpoch[]): void => {
      if (current) setEpochs(known.length > 0 ? known : [{ fromBrokerMs: 0, offsetS: offsetS ?? 0 }]);
    };
    client.market.offsets({ instrumentId: id }).then(told, () => told([]));
    return () => {
      current = false;
    };
  }, [client, id, shown, offsetS]);
  useEffect(() => {
    if (!shown || epochs === undefined) return;
    const names = Object.fromEntries(MARKET_HOURS.map(({ name }) => [name, text(`session.${name}`)]));
    const shades = new SessionShades(live, epochs, names, readChartTheme());
    const stops = [live.chart.attach(shades), appearance.subscribe(() => shades.recolour(readChartTheme()))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [live, epochs, shown, appearance, text]);
}
