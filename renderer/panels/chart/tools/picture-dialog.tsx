import { type ReactNode, useEffect, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { clockText, dateText } from "../../../format/clock.ts";
import { useAsked } from "../../../hooks/use-asked.ts";
import { useCommand } from "../../../hooks/use-command.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceField } from "../../../ui/choice-field.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNote } from "../../../ui/error-note.tsx";
import { chartPicture, dataAddress } from "./chart-picture.ts";

interface PictureDialogProps {
  readonly live: LiveChart;
  readonly instrument: Instrument;
  readonly onClose: () => void;
}

/** Trades of the symbol that are offered: the newest. */
const MOST_TRADES = 30;
type Done = "copied" | "refused" | "kept";

/** The chart as a picture: for the clipboard, a file, or a trade of the journal. */
export function PictureDialog({ live, instrument, onClose }: PictureDialogProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { symbol, accountId } = instrument;
  const { timeframe } = live;
  const [picture, setPicture] = useState<{ readonly png: Blob; readonly address: string }>();
  const [fault, setFault] = useState<unknown>();
  const [done, setDone] = useState<Done>();
  const [chosen, setChosen] = useState("");
  const { busy, error, run } = useCommand();
  const last = live.chart.bars.at(-1)?.timeMs;
  const stamp = last === undefined ? "" : `${dateText(last)} ${clockText(last).slice(0, 5)}`;
  const words = text("chart.picture.words", { symbol, timeframe });

  useEffect(() => {
    let current = true;
    chartPicture(live, `${symbol}  ${timeframe}  ${stamp}`)
      .then(async (png) => ({ png, address: await dataAddress(png) }))
      .then(
        (made) => current && setPicture(made),
        (problem: unknown) => current && setFault(problem),
      );
    return () => {
      current = false;
    };
    // The chart as it was when it was asked for.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [live, symbol, timeframe]);

  const { answer } = useAsked(`${accountId} ${symbol}`, () =>
    client.journal.trades({
      filter: { accountIds: [accountId], symbols: [symbol] },
      sort: { by: "closed", descending: true },
      offset: 0,
      limit: MOST_TRADES,
    }),
  );
  const trades = answer?.trades ?? [];
  const tradeId = trades.some((trade) => trade.tradeId === chosen) ? chosen : (trades[0]?.tradeId ?? "");

  const copy = async (png: Blob): Promise<void> => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
      setDone("copied");
    } catch {
      setDone("refused");
    }
  };
  const keep = async (png: Blob): Promise<void> => {
    const bytes = new Uint8Array(await png.arrayBuffer());
    if (await run(() => client.journal.keepPicture({ tradeId, png: bytes }))) setDone("kept");
  };
  return (
    <Dialog
      open
      title={text("chart.picture.title")}
      closeLabel={text("settings.close")}
      className="chart-picture"
      onClose={onClose}
    >
      <div className="dialog-body chart-dialog-body">
        {picture !== undefined && <img className="chart-picture-image" src={picture.address} alt={words} />}
        <div className="chart-picture-row">
          <Button
            look="primary"
            disabled={picture === undefined}
            onClick={() => picture !== undefined && void copy(picture.png)}
          >
            {text("chart.picture.copy")}
          </Button>
          {picture !== undefined && (
            <a
              className="button button-plain"
              href={picture.address}
              download={`${symbol}-${timeframe}-${stamp.replace(/[: ]/g, "-")}.png`}
            >
              {text("chart.picture.save")}
            </a>
          )}
          <span role="status">{done === undefined ? "" : text(`chart.picture.${done}`)}</span>
        </div>
        {answer !== undefined && trades.length === 0 && (
          <p className="dim">{text("chart.picture.noTrade", { symbol })}</p>
        )}
        {trades.length > 0 && (
          <div className="chart-picture-row">
            <ChoiceField
              label={text("chart.picture.trade")}
              value={tradeId}
              options={trades.map((trade) => ({
                value: trade.tradeId,
                text: `${dateText(trade.closeMs)} ${clockText(trade.closeMs)}  ${text(`kind.${trade.side}`)} ${trade.lots}`,
              }))}
              onChange={setChosen}
            />
            <Button
              disabled={picture === undefined || busy || tradeId === ""}
              onClick={() => picture !== undefined && void keep(picture.png)}
            >
              {text("chart.picture.keep")}
            </Button>
          </div>
        )}
        {(fault ?? error) !== undefined && <ErrorNote error={fault ?? error} />}
      </div>
    </Dialog>
  );
}
