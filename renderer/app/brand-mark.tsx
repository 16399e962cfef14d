import type { ReactNode } from "react";

/** The mark: a ring with a price line led through it, as a fairlead leads a line. Drawn in the text's colours. */
export function BrandMark(): ReactNode {
  return (
    <svg width="20" height="20" viewBox="0 0 32 32" fill="none" aria-hidden focusable="false">
      <circle cx="16" cy="16" r="9.25" stroke="var(--accent)" strokeWidth="3" />
      <path d="M1.5 24 9 19.5l6-3 5 1.5L30.5 7" stroke="var(--bg-app)" strokeWidth="6.5" strokeLinejoin="round" />
      <path
        d="M1.5 24 9 19.5l6-3 5 1.5L30.5 7"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
