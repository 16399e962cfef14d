import { useEffect, useMemo } from "react";
import { useCell } from "../../hooks/use-store.ts";
import { useServices } from "../../services/services.ts";
import type { ShownChart } from "../../stores/charts/shown-charts.ts";

/** This chart among those on screen, and whether keys and commands mean it. */
export function useShownChart(): { readonly chart: ShownChart; readonly isActive: boolean } {
  const { charts, workspace } = useServices();
  const chart = useMemo(() => ({ workspace }), [workspace]);
  useEffect(() => charts.add(chart), [charts, chart]);
  return { chart, isActive: useCell(charts.active) === chart };
}
