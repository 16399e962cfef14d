import { useMemo } from "react";
import { useAll } from "../../hooks/use-store.ts";
import { useServices } from "../../services/services.ts";
import type { Named } from "./alert-text.ts";

/** Names of instruments and sessions, as far as they are known. */
export function useNamed(): Named {
  const services = useServices();
  const instruments = useAll(services.instruments);
  const sessions = useAll(services.sessions);
  return useMemo(
    () => ({
      instrument: (id) => instruments.find((one) => one.id === id),
      session: (id) => sessions.find(({ sessionId }) => sessionId === id)?.config.name,
    }),
    [instruments, sessions],
  );
}
