import { useEffect, useRef, useState } from "react";
import type { OrderInput } from "#shared/contract/order-input.ts";
import type { Preview } from "#shared/contract/verdict.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { useServices } from "../../services/services.ts";

interface Asked {
  readonly key: string;
  readonly preview: Preview | undefined;
}

/**
 * What the bridge says of a line where it is being moved to. While one question is under way only the newest next one
 * is kept: a drag asks as fast as the bridge answers. Undefined until the answer for this very price is here.
 */
export function useGhostVerdict(accountId: AccountId, order: OrderInput | undefined): Preview | undefined {
  const { client } = useServices();
  const [told, setTold] = useState<Asked>();
  const wanted = useRef<{ readonly key: string; readonly order: OrderInput } | undefined>(undefined);
  const asking = useRef(false);
  const key = order === undefined ? "" : JSON.stringify([accountId, order]);
  useEffect(() => {
    wanted.current = order === undefined ? undefined : { key, order };
    const ask = async (): Promise<void> => {
      if (asking.current) return;
      asking.current = true;
      let asked: string | undefined;
      while (wanted.current !== undefined && wanted.current.key !== asked) {
        const now = wanted.current;
        asked = now.key;
        const preview = await client.trading.preview({ accountId, order: now.order }).catch(() => undefined);
        setTold({ key: now.key, preview });
      }
      asking.current = false;
    };
    void ask();
    // `key` stands for the order: a new object that reads the same asks nothing new.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, accountId, key]);
  return told?.key === key ? told.preview : undefined;
}
