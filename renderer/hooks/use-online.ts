import { useSyncExternalStore } from "react";

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
};

/** Whether this computer has a network at all, as its system says. */
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);
