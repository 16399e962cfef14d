import { useRef, useState } from "react";
import { FairleadError } from "#shared/contract/errors.ts";
import type { SessionView } from "#shared/contract/sessions.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useServices } from "../../services/services.ts";
import type { SessionInput } from "./session-draft.ts";

interface SaveSession {
  readonly busy: boolean;
  readonly error: unknown;
  /** The fields that the bridge named in its refusal, as it wrote them. */
  readonly refused: unknown;
  readonly save: (config: SessionInput, start: boolean) => void;
}

/** Makes or changes a session, and starts it if asked. Trying again after a refused start changes the draft that is there. */
export function useSaveSession(view: SessionView | undefined, onDone: (session: SessionId) => void): SaveSession {
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [fresh] = useState(() => crypto.randomUUID() as SessionId);
  const made = useRef(view !== undefined);
  const sessionId = view?.sessionId ?? fresh;
  const save = (config: SessionInput, start: boolean): void => {
    void run(async () => {
      if (made.current) await client.sessions.edit({ sessionId, config });
      else await client.sessions.create({ sessionId, config });
      made.current = true;
      if (start) await client.sessions.start({ sessionId });
    }).then((done) => done && onDone(sessionId));
  };
  const refused = error instanceof FairleadError ? error.details["problems"] : undefined;
  return { busy, error, refused, save };
}
