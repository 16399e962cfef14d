import { type ReactNode, useEffect, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { LiveChart } from "../../chart/live-chart.ts";
import { priceFormat } from "../../format/price.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { MenuItem } from "../../ui/menu.tsx";
import { PointMenu } from "../../ui/point-menu.tsx";
import type { AlertDialogProps } from "../alerts/alert-dialog.tsx";
import { firstAlertDraft } from "../alerts/alert-draft.ts";
import { later } from "../later.tsx";
import type { ChartAsk } from "./chart-tools-state.ts";

const AlertDialog = later<AlertDialogProps>(() =>
  import("../alerts/alert-dialog.tsx").then((loaded) => loaded.AlertDialog),
);

interface AlertHereProps {
  readonly live: LiveChart;
  readonly instrument: Instrument;
  readonly ask: ChartAsk;
  /** Keys and commands mean this chart. */
  readonly isActive: boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly level: string;
  /** Broker ms at which the bar opens that is pointed to, else the newest. */
  readonly barMs: number | undefined;
}

/**
 * An alert at a price of the chart: by the right mouse button where it points, by the keyboard's menu key or the command's
 * own key at the present bid. It opens the form; nothing is made before it is saved.
 */
export function AlertHere({ live, instrument, ask, isActive }: AlertHereProps): ReactNode {
  const text = useText();
  const { commands, quotes } = useServices();
  const account = useShownAccount()?.id ?? "";
  const [point, setPoint] = useState<Point>();
  const [level, setLevel] = useState<string>();
  const { id, symbol } = instrument;

  useEffect(() => {
    const { host, chart } = live;
    const format = priceFormat(instrument);
    const open = (event: MouseEvent): void => {
      const { top, left, height } = host.getBoundingClientRect();
      const y = event.clientY - top;
      // A keyboard's menu key points nowhere: the present price is meant.
      const pointed = event.button === 2 && y >= 0 && y <= height;
      const price = pointed ? chart.priceAt(y) : quotes.get(id)?.quote.bid;
      if (price === undefined || price <= 0) return;
      event.preventDefault();
      const at = pointed ? { x: event.clientX, y: event.clientY } : { x: left + 40, y: top + 40 };
      const place = pointed ? chart.placeAt(event.clientX - left) : undefined;
      const timeMs = place === undefined ? undefined : chart.timeAt(place);
      setPoint({ ...at, level: format.text(price), barMs: live.barAt(timeMs)?.timeMs });
    };
    host.addEventListener("contextmenu", open);
    return () => host.removeEventListener("contextmenu", open);
  }, [live, instrument, quotes, id]);

  useEffect(() => {
    if (!isActive) return;
    const run = (): void => {
      const bid = quotes.get(id)?.quote.bid;
      setLevel(bid === undefined ? "" : priceFormat(instrument).text(bid));
    };
    return commands.offer([{ id: "chart.alert", group: "chart", label: "chart.alert", keys: "Alt+A", run }]);
  }, [commands, isActive, quotes, instrument, id]);

  return (
    <>
      <PointMenu at={point} onClose={() => setPoint(undefined)}>
        {point !== undefined && (
          <>
            <MenuItem words={text("chart.alert.at", { price: point.level })} onChoose={() => setLevel(point.level)} />
            <MenuItem
              words={text("bar.about")}
              onChoose={() => {
                ask.barMs.set(point.barMs);
                ask.dialog.set("bar");
              }}
            />
          </>
        )}
      </PointMenu>
      {level !== undefined && (
        <AlertDialog
          draft={firstAlertDraft(id, symbol, account, level)}
          alertId={undefined}
          expiresMs={null}
          onClose={() => {
            setLevel(undefined);
            live.host.focus();
          }}
        />
      )}
    </>
  );
}
