import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** A lucide icon in the house size. Decoration: whoever shows it says in words what it means. */
export function Icon({ of: Glyph, size = 14 }: { readonly of: LucideIcon; readonly size?: number }): ReactNode {
  return <Glyph size={size} strokeWidth={1.5} aria-hidden focusable={false} />;
}
