import { useSetSetting, useSetting } from "../../hooks/use-setting.ts";

const DONE = "guide.done";
/** Grows when what is to be agreed to changes. */
export const DISCLOSURE = "disclosure.1";

interface Guide {
  readonly has: (step: string) => boolean;
  readonly finish: (step: string) => void;
}

/** What of the guide is done; kept by the bridge for all windows. */
export function useGuide(): Guide {
  const value = useSetting(DONE)?.value;
  const set = useSetSetting();
  const done: readonly string[] = Array.isArray(value) ? value : [];
  return {
    has: (step) => done.includes(step),
    finish: (step) => {
      if (value === undefined || done.includes(step)) return;
      // What the bridge could not keep is asked for again the next time: nothing hangs on it.
      void set(DONE, [...done, step]).catch(() => undefined);
    },
  };
}
