import { type ReactNode, useEffect, useRef } from "react";
import "./strip.css";
import { useCell } from "../../hooks/use-store.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import type { HopName } from "../../services/diagnose.ts";
import { useServices } from "../../services/services.ts";
import { useShownLink } from "../../services/shown.ts";
import { BrokerClock } from "./broker-clock.tsx";
import { hopReadings } from "./hop-readings.ts";
import { HopWriter } from "./hop-writer.ts";

const EVERY_MS = 500;

/** The way from this window to the broker, hop by hop, always on screen. */
export function ConnectionStrip(): ReactNode {
  const text = useText();
  const { status, heartbeat } = useServices();
  const bridge = useCell(status);
  const link = useShownLink();
  const strip = useRef<HTMLElement>(null);
  const paper = link?.link.kind === "paper";
  const hops: readonly (readonly [HopName, TextKey])[] = [
    ["app", "strip.app"],
    ["bridge", "strip.bridge"],
    ["ea", paper ? "strip.paperTerminal" : "strip.ea"],
    ["broker", paper ? "strip.paperMarket" : "strip.broker"],
  ];

  useEffect(() => {
    const host = strip.current;
    if (!host) return;
    const writers = [...host.querySelectorAll<HTMLElement>(".hop")].flatMap((hop) => {
      const age = hop.querySelector(".hop-age");
      const trip = hop.querySelector(".hop-trip");
      return age && trip ? [{ hop, writer: new HopWriter(hop, age, trip) }] : [];
    });
    const write = (): void => {
      const readings = hopReadings(bridge, heartbeat.pulse.get(), link, performance.now());
      for (const { hop, writer } of writers)
        writer.write(text, hop.dataset["label"] ?? "", readings[hop.dataset["hop"] as HopName]);
    };
    write();
    const timer = setInterval(write, EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const { writer } of writers) writer.remove();
    };
  }, [bridge, heartbeat, link, text]);

  return (
    <footer ref={strip} className="strip" aria-label={text("strip.label")}>
      <ul className="strip-hops">
        {hops.map(([hop, label]) => (
          <li key={hop} className="hop" data-hop={hop} data-label={text(label)} data-ok="unknown">
            <span className="hop-mark" aria-hidden />
            <span>{text(label)}</span>
            <span className="hop-age" />
            <span className="hop-trip" />
          </li>
        ))}
      </ul>
      <span className="strip-gap" />
      <BrokerClock />
    </footer>
  );
}
