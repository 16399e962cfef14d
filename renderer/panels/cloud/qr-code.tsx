import { type ReactNode, useMemo } from "react";
import { encode } from "uqr";

const QUIET = 4;

/** A QR code as one SVG path, drawn here: what it says goes nowhere. Dark on light in both themes, for cameras. */
export function QrCode({ value, label }: { readonly value: string; readonly label: string }): ReactNode {
  const { path, size } = useMemo(() => {
    const { data } = encode(value, { ecc: "M", border: QUIET });
    const cells = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: cells.join(""), size: data.length };
  }, [value]);
  return (
    <svg className="cloud-qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
