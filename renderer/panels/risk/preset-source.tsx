import type { ReactNode } from "react";
import type { LimitsInput } from "#shared/contract/risk.ts";
import { useText } from "../../i18n/use-text.ts";
import { sourcesOf } from "./limit-sources.ts";

/** Where the figures of a preset come from, and when they were read there; what is edited has no source any more. */
export function PresetSource({ limits }: { readonly limits: LimitsInput }): ReactNode {
  const text = useText();
  const sources = sourcesOf(limits);
  return (
    <p className="limits-source dim">
      {text("risk.source")}:{" "}
      {sources.length === 0
        ? text("limits.source.none")
        : sources.map(({ url, asOf }, at) => (
            <span key={url}>
              {at > 0 && ", "}
              <a href={url} target="_blank" rel="noreferrer" className="selectable">
                {url.replace(/^https?:\/\//, "")}
              </a>{" "}
              ({text("risk.source.read", { date: asOf })})
            </span>
          ))}
    </p>
  );
}
