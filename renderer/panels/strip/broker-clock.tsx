import { type ReactNode, useEffect, useRef } from "react";
import { clockText, dateText } from "../../format/clock.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { marketNow } from "../../services/market-clock.ts";
import { useServices } from "../../services/services.ts";
import { useShownLink } from "../../services/shown.ts";
import { TextSlot } from "../../ui/text-node.ts";

const EVERY_MS = 200;

/** The market's clock: the broker's, or the recording's while one is replayed. */
export function BrokerClock(): ReactNode {
  const text = useText();
  const replay = useCell(useServices().replay);
  const link = useShownLink();
  const time = useRef<HTMLTimeElement>(null);
  const replaying = replay?.replay.loaded === true;

  useEffect(() => {
    const host = time.current;
    if (!host) return;
    const slot = new TextSlot(host);
    const write = (): void => {
      const nowMs = marketNow(replay, link, performance.now());
      slot.write(nowMs === undefined ? "–" : `${dateText(nowMs)} ${clockText(nowMs)}`);
    };
    write();
    const timer = setInterval(write, EVERY_MS);
    return () => {
      clearInterval(timer);
      slot.remove();
    };
  }, [replay, link]);

  return (
    <span className="strip-clock" title={text("strip.clock.long")}>
      <span>{text(replaying ? "strip.clock.replay" : "strip.clock")}</span>
      <time ref={time} />
    </span>
  );
}
