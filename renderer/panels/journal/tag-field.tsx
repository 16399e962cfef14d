import { X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";

const LONGEST = 40;

interface TagFieldProps {
  readonly trade: JournalTrade;
  readonly known: readonly string[];
}

/** Tags, put on with Enter and taken off by their cross. What was typed stays until the bridge has it. */
export function TagField({ trade, known }: TagFieldProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const [typed, setTyped] = useState("");
  /** What the bridge answered, until the trade itself is heard anew. */
  const [told, setTold] = useState<{ readonly revision: number; readonly tags: readonly string[] }>();
  const id = useId();
  const tags = told !== undefined && told.revision > trade.revision ? told.tags : trade.tags;

  const change = (edit: { addTags: string[] } | { removeTags: string[] }): Promise<boolean> =>
    run(async () => {
      const basedOn = Math.max(told?.revision ?? 0, trade.revision);
      const { tradeId } = trade;
      setTold(await client.journal.edit({ tradeId, editId: crypto.randomUUID(), basedOn, ...edit }));
    });
  const add = async (): Promise<void> => {
    const tag = typed.trim();
    if (tag !== "" && (await change({ addTags: [tag] }))) setTyped("");
  };
  return (
    <div className="journal-tags">
      <span className="journal-label">{text("journal.tags")}</span>
      <div className="journal-tag-line">
        {tags.map((tag) => (
          <span key={tag} className="journal-tag">
            {tag}
            <button
              type="button"
              className="journal-tag-off"
              aria-label={text("journal.tag.remove", { tag })}
              title={text("journal.tag.remove", { tag })}
              disabled={busy}
              onClick={() => void change({ removeTags: [tag] })}
            >
              <Icon of={X} size={11} />
            </button>
          </span>
        ))}
        <input
          className="field journal-tag-new"
          list={`${id}-known`}
          maxLength={LONGEST}
          autoComplete="off"
          placeholder={text("journal.tag.add")}
          aria-label={text("journal.tag.add")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") void add();
          }}
        />
        <datalist id={`${id}-known`}>
          {known
            .filter((tag) => !tags.includes(tag))
            .map((tag) => (
              <option key={tag} value={tag}>
                {tag}
              </option>
            ))}
        </datalist>
      </div>
      <p className="journal-told" role="status">
        {busy && text("journal.tag.saving")}
        {error !== undefined && text("journal.tag.failed")}
      </p>
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}
