import type { ReactNode } from "react";

/** The shapes of a row's picture, 48 by 16 pixels; where they lie says row-pictures.ts, past React. */
export function WatchDrawing({ of }: { readonly of: "trend" | "range" }): ReactNode {
  return (
    <svg className="watch-drawing" data-picture={of} width="48" height="16" aria-hidden>
      {of === "trend" ? (
        <>
          <polyline data-part="line" />
          <circle data-part="now" r="1.75" />
        </>
      ) : (
        <>
          <rect data-part="track" x="2" y="6.5" width="44" height="3" />
          <rect data-part="mark" y="3" width="3" height="10" />
        </>
      )}
    </svg>
  );
}
