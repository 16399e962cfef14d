import {
  createLucideIcon,
  type LucideIcon,
  MousePointer2,
  MoveUpRight,
  RectangleHorizontal,
  Ruler,
  TrendingUp,
  Type,
} from "lucide-react";
import type { DrawingKind } from "#shared/market/drawing.ts";

const HorizontalLine = createLucideIcon("horizontal-line", [
  ["path", { d: "M3 12h18", key: "line" }],
  ["circle", { cx: "12", cy: "12", r: "2", key: "point" }],
]);
const Fibonacci = createLucideIcon("fibonacci", [["path", { d: "M3 5h18M3 11h18M3 15h18M3 20h18", key: "levels" }]]);

export const SELECT_ICON = MousePointer2;

export const TOOL_ICONS: Readonly<Record<DrawingKind, LucideIcon>> = {
  trend: TrendingUp,
  ray: MoveUpRight,
  horizontal: HorizontalLine,
  rectangle: RectangleHorizontal,
  fibonacci: Fibonacci,
  text: Type,
  measure: Ruler,
};
