import { type ReactNode, useState } from "react";
import type { BarOrigin } from "#shared/contract/data.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { clockText, dateText } from "../../../format/clock.ts";
import { useAsked } from "../../../hooks/use-asked.ts";
import { useCell } from "../../../hooks/use-store.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNote } from "../../../ui/error-note.tsx";
import { TICK_LINE_WIDTH, TickLine } from "../../../ui/tick-line.tsx";
import "../../../ui/table.css";

interface BarDialogProps {
  readonly live: LiveChart;
  readonly instrument: Instrument;
  /** Broker ms at which the bar opens; undefined: the newest that is drawn. */
  readonly beginMs: number | undefined;
  readonly onClose: () => void;
}

/** A bar of the chart: whose it is, what ticks and the broker each say of it, and its ticks as a line. */
export function BarDialog({ live, instrument, beginMs, onClose }: BarDialogProps): ReactNode {
  const text = useText();
  const timeframe = useCell(live.detail);
  const [timeMs, setTimeMs] = useState(() => live.barAt(beginMs)?.timeMs ?? 0);
  const { bars } = live.chart;
  const at = bars.findIndex((bar) => bar.timeMs === timeMs);
  const go = (step: number): void => {
    const bar = bars[at + step];
    if (bar !== undefined) setTimeMs(bar.timeMs);
  };
  const time = `${dateText(timeMs)} ${clockText(timeMs)}`;
  return (
    <Dialog
      open
      title={text("bar.title", { symbol: instrument.symbol, timeframe, time })}
      closeLabel={text("settings.close")}
      className="chart-dialog bar-dialog"
      onClose={onClose}
    >
      <div className="dialog-body chart-dialog-body">
        <div className="bar-steps">
          <Button disabled={at <= 0} onClick={() => go(-1)}>
            {text("bar.before")}
          </Button>
          <Button disabled={at < 0 || at >= bars.length - 1} onClick={() => go(1)}>
            {text("bar.after")}
          </Button>
        </div>
        <Bar instrument={instrument} timeframe={timeframe} timeMs={timeMs} />
      </div>
    </Dialog>
  );
}

interface BarProps {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly timeMs: number;
}

function Bar({ instrument, timeframe, timeMs }: BarProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { id, digits } = instrument;
  const toMs = nextBarOpen(timeframe, timeMs);
  const { answer, error } = useAsked(`${id} ${timeframe} ${timeMs}`, async () => {
    const [{ bar }, line] = await Promise.all([
      client.data.origin({ instrument: id, timeframe, timeMs }),
      client.data.line({ instrument: id, fromMs: timeMs, toMs, buckets: TICK_LINE_WIDTH }),
    ]);
    return { bar, line };
  });
  if (error !== undefined) return <ErrorNote error={error} />;
  if (answer === undefined) return <p className="dim">{text("monitor.waiting")}</p>;
  const { bar, line } = answer;
  if (bar === null) return <p className="dim">{text("bar.none")}</p>;
  return (
    <>
      <p>{text(`bar.is.${bar.origin}`, bar.minutes)}</p>
      <Versions bar={bar} digits={digits} />
      {line.count > 0 ? (
        <TickLine title={text("bar.line")} line={line} fromMs={timeMs} toMs={toMs} digits={digits} />
      ) : (
        <p className="dim">{text("bar.line.none")}</p>
      )}
    </>
  );
}

const FIELDS = ["open", "high", "low", "close", "tickVolume"] as const;

function Versions({ bar, digits }: { readonly bar: BarOrigin; readonly digits: number }): ReactNode {
  const text = useText();
  const { ofTicks, told, differs } = bar;
  const rows = [
    ...(ofTicks === null
      ? []
      : [{ words: text(ofTicks.from === "imported" ? "bar.ticks.imported" : "bar.ticks.own"), of: ofTicks.bar }]),
    ...(told === null
      ? []
      : [{ words: text(told.from === "imported" ? "bar.told.imported" : "bar.told.broker"), of: told.bar }]),
  ];
  const isApart = (field: (typeof FIELDS)[number]): boolean =>
    ofTicks !== null && told !== null && ofTicks.bar[field] !== told.bar[field];
  return (
    <>
      <table className="table" aria-label={text("bar.versions")}>
        <thead>
          <tr>
            <th scope="col">{text("bar.source")}</th>
            {FIELDS.map((field) => (
              <th key={field} scope="col" className="number">
                {text(`bar.${field}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ words, of }) => (
            <tr key={words}>
              <th scope="row">{words}</th>
              {FIELDS.map((field) => (
                <td key={field} className="number">
                  {isApart(field) ? <mark>{figure(of, field, digits)}</mark> : figure(of, field, digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 2 && <p className="dim">{text(differs ? "bar.apart" : "bar.same")}</p>}
    </>
  );
}

const figure = (bar: NonNullable<BarOrigin["told"]>["bar"], field: (typeof FIELDS)[number], digits: number): string =>
  field === "tickVolume" ? String(bar.tickVolume) : bar[field].toFixed(digits);
