import { Undo2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { AccountId } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { readTags } from "./read-tags.ts";

/** Tags that wait for trades which are not closed yet, by account and session. */
export function UpcomingDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { client, accounts, sessions } = useServices();
  const { journal } = client;
  const [changes, setChanges] = useState(0);
  const { answer, error } = useAsked(String(changes), () => journal.upcomingTags({}));
  const { busy, error: fault, run } = useCommand();
  const [accountId, setAccountId] = useState<AccountId | "">("");
  const [sessionId, setSessionId] = useState<SessionId | "">("");
  const [typed, setTyped] = useState("");
  const id = useId();
  const tags = readTags(typed);
  const known = useAll(accounts).map(({ id: value, name }) => ({ value, text: `${name} (${value})` }));
  const live = useAll(sessions).map(({ sessionId: value, config }) => ({ value, text: config.name }));
  const accountOf = (of: AccountId | null): string =>
    of === null ? text("journal.filter.account.all") : (known.find(({ value }) => value === of)?.text ?? of);
  const sessionOf = (of: SessionId | null): string =>
    of === null ? text("journal.filter.session.all") : (live.find(({ value }) => value === of)?.text ?? of);

  const set = async (where: Parameters<typeof journal.setUpcomingTags>[0]): Promise<boolean> => {
    const done = await run(() => journal.setUpcomingTags(where));
    setChanges((count) => count + 1);
    return done;
  };
  const put = async (): Promise<void> => {
    const before = answer?.find(
      (one) => one.accountId === (accountId || null) && one.sessionId === (sessionId || null),
    );
    const all = [...new Set([...(before?.tags ?? []), ...tags])].slice(0, 16);
    if (await set({ accountId: accountId || null, sessionId: sessionId || null, tags: all })) setTyped("");
  };
  return (
    <Dialog
      open
      title={text("journal.upcoming")}
      closeLabel={text("journal.import.close")}
      className="journal-import"
      onClose={onClose}
    >
      <div className="dialog-body journal-import-body">
        <p className="dim">{text("journal.upcoming.what")}</p>
        <ChoiceField
          label={text("journal.upcoming.account")}
          value={accountId}
          options={[{ value: "", text: text("journal.filter.account.all") }, ...known]}
          onChange={setAccountId}
        />
        <ChoiceField
          label={text("journal.upcoming.session")}
          value={sessionId}
          options={[{ value: "", text: text("journal.filter.session.all") }, ...live]}
          onChange={setSessionId}
        />
        <div className="typed">
          <label htmlFor={id}>{text("journal.upcoming.tags")}</label>
          <input
            id={id}
            className="field"
            maxLength={400}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && tags.length > 0) void put();
            }}
          />
        </div>
        <h4>{text("journal.upcoming.list")}</h4>
        {answer?.length === 0 && <p className="dim">{text("journal.upcoming.none")}</p>}
        <ul className="journal-imports">
          {answer?.map((one) => (
            <li key={`${one.accountId} ${one.sessionId}`}>
              <span className="selectable">
                <strong>{one.tags.join(", ")}</strong>{" "}
                <span className="dim">
                  {text("journal.upcoming.row", {
                    account: accountOf(one.accountId),
                    session: sessionOf(one.sessionId),
                  })}
                </span>
              </span>
              <Button look="quiet" disabled={busy} onClick={() => void set({ ...one, tags: [] })}>
                <Icon of={Undo2} /> {text("journal.upcoming.take", { tags: one.tags.join(", ") })}
              </Button>
            </li>
          ))}
        </ul>
        {(fault ?? error) !== undefined && <ErrorNote error={fault ?? error} />}
      </div>
      <div className="dialog-foot">
        <Button look="primary" disabled={busy || tags.length === 0 || answer === undefined} onClick={() => void put()}>
          {text("journal.upcoming.put")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {text("journal.import.close")}
        </Button>
      </div>
    </Dialog>
  );
}
