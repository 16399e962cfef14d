import { useEffect, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { ClockEpoch } from "#shared/market/broker-clock.ts";
import type { LiveChart } from "../../chart/live-chart.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";

/** Puts the workspace's look, time zone and comparison on a chart. */
export function useLook(live: LiveChart | undefined, instrument: Instrument): void {
  const look = useWorkspace((workspace) => workspace.look);
  const compareId = useWorkspace((workspace) => workspace.compareId);
  const epochs = useOffsets(instrument, look.zone !== "broker");
  useEffect(() => live?.applyLook(look, epochs), [live, look, epochs]);
  useEffect(() => {
    live?.compareWith(compareId === instrument.id ? undefined : (compareId as InstrumentId | undefined));
  }, [live, compareId, instrument.id]);
}

const NONE: readonly ClockEpoch[] = [];

/** How far the broker's clock stood ahead of UTC, as the bridge recorded it; before it answers, as it stands now. */
function useOffsets({ id }: Instrument, wanted: boolean): readonly ClockEpoch[] {
  const { client, status } = useServices();
  const { phase } = useCell(status);
  const account = useShownAccount();
  const [known, setKnown] = useState<{ readonly of: string; readonly epochs: readonly ClockEpoch[] }>();
  const isOpen = phase === "open";
  useEffect(() => {
    if (!wanted || !isOpen) return;
    let current = true;
    client.market.offsets({ instrumentId: id }).then(
      (epochs) => current && setKnown({ of: id, epochs }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [client, id, wanted, isOpen]);
  const offsetS = account?.utcOffsetS;
  const [present, setPresent] = useState<readonly ClockEpoch[]>(NONE);
  if (offsetS !== undefined && present[0]?.offsetS !== offsetS)
    setPresent([{ fromBrokerMs: account?.timeMs ?? 0, offsetS }]);
  if (!wanted) return NONE;
  return known?.of === id && known.epochs.length > 0 ? known.epochs : present;
}
