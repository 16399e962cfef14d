import type { ReactNode } from "react";
import { useCommand } from "../../hooks/use-command.ts";
import { useSetSetting, useSetting } from "../../hooks/use-setting.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";

const KEY = "depth.record";
/** As many as the setting takes. */
const MOST = 20;

/** Begins or ends the recording of a symbol's depth. */
export function RecordButton({ symbol }: { readonly symbol: string }): ReactNode {
  const text = useText();
  const value = useSetting(KEY)?.value;
  const set = useSetSetting();
  const { busy, error, run } = useCommand();
  const symbols = Array.isArray(value) ? value : [];
  const isOn = symbols.includes(symbol);
  const isFull = !isOn && symbols.length >= MOST;
  const next = isOn ? symbols.filter((each) => each !== symbol) : [...symbols, symbol];
  return (
    <>
      <Button
        aria-pressed={isOn}
        disabled={busy || isFull || value === undefined}
        title={text(isFull ? "depth.record.most" : "depth.record.help")}
        onClick={() => void run(() => set(KEY, next))}
      >
        {text("depth.record")}
      </Button>
      {error !== undefined && <ErrorNote error={error} />}
    </>
  );
}
