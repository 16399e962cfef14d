import { Search, X } from "lucide-react";
import type { ReactNode } from "react";
import type { JournalAccount } from "#shared/contract/journal.ts";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { accountTitle } from "./account-title.ts";
import { daysContradict, type FilterDraft, isFiltered, NO_FILTER } from "./filter-draft.ts";
import type { FilterChoices } from "./use-filter-choices.ts";

interface FilterBarProps {
  readonly draft: FilterDraft;
  readonly choices: FilterChoices;
  readonly onChange: (draft: FilterDraft) => void;
}

interface Choice<T extends string> {
  readonly value: T;
  readonly text: string;
}

interface PickProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Choice<T>[];
  readonly onPick: (value: T) => void;
}

/** A select whose first option says what it would filter. */
function Pick<T extends string>({ label, value, options, onPick }: PickProps<T>): ReactNode {
  return (
    <select
      className="field journal-pick"
      aria-label={label}
      title={label}
      data-set={value !== "" || undefined}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen !== undefined) onPick(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

/** What is shown of the journal, in every part of it. */
export function FilterBar({ draft, choices, onChange }: FilterBarProps): ReactNode {
  const text = useText();
  const put = (change: Partial<FilterDraft>): void => onChange({ ...draft, ...change });
  const accounts = choices.accounts.map((account: JournalAccount) => ({
    value: account.accountId,
    text: accountTitle(account, text),
  }));
  return (
    <search className="journal-filter" aria-label={text("journal.filter")}>
      <span className="journal-search">
        <Icon of={Search} size={13} />
        <input
          className="field"
          type="text"
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          placeholder={text("journal.filter.text")}
          aria-label={text("journal.filter.text")}
          value={draft.text}
          onChange={(event) => put({ text: event.target.value })}
        />
      </span>
      <Pick
        label={text("journal.filter.account")}
        value={draft.accountId}
        options={[{ value: "", text: text("journal.filter.account.all") }, ...accounts]}
        onPick={(accountId) => put({ accountId })}
      />
      <Pick
        label={text("journal.filter.symbol")}
        value={draft.symbol}
        options={[
          { value: "", text: text("journal.filter.symbol.all") },
          ...choices.symbols.map((symbol) => ({ value: symbol, text: symbol })),
        ]}
        onPick={(symbol) => put({ symbol })}
      />
      <Pick
        label={text("journal.filter.side")}
        value={draft.side}
        options={[
          { value: "", text: text("journal.filter.side.all") },
          { value: "buy", text: text("journal.side.buy") },
          { value: "sell", text: text("journal.side.sell") },
        ]}
        onPick={(side) => put({ side })}
      />
      <Pick
        label={text("journal.filter.result")}
        value={draft.result}
        options={[
          { value: "", text: text("journal.filter.result.all") },
          { value: "win", text: text("journal.filter.result.win") },
          { value: "loss", text: text("journal.filter.result.loss") },
        ]}
        onPick={(result) => put({ result })}
      />
      {choices.sessions.length > 0 && (
        <Pick
          label={text("journal.filter.session")}
          value={draft.sessionId}
          options={[
            { value: "", text: text("journal.filter.session.all") },
            ...choices.sessions.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onPick={(sessionId) => put({ sessionId })}
        />
      )}
      {choices.tags.length > 0 && (
        <Pick
          label={text("journal.filter.tag")}
          value={draft.tag}
          options={[
            { value: "", text: text("journal.filter.tag.all") },
            ...choices.tags.map((tag) => ({ value: tag, text: tag })),
          ]}
          onPick={(tag) => put({ tag })}
        />
      )}
      <Pick
        label={text("journal.filter.period")}
        value={draft.period}
        options={[
          { value: "", text: text("journal.filter.period.all") },
          ...(["today", "last7Days", "last30Days", "days"] as const).map((value) => ({
            value,
            text: text(`journal.filter.period.${value}`),
          })),
        ]}
        onPick={(period) => put({ period })}
      />
      {draft.period === "days" && (
        <>
          <input
            className="field journal-day"
            type="date"
            aria-label={text("journal.filter.from")}
            value={draft.fromDay}
            onChange={(event) => put({ fromDay: event.target.value })}
          />
          <input
            className="field journal-day"
            type="date"
            aria-label={text("journal.filter.to")}
            aria-invalid={daysContradict(draft)}
            value={draft.toDay}
            onChange={(event) => put({ toDay: event.target.value })}
          />
          {daysContradict(draft) && (
            <span className="journal-wrong" role="alert">
              {text("journal.filter.contradicts")}
            </span>
          )}
        </>
      )}
      {isFiltered(draft) && (
        <IconButton label={text("journal.clear")} onClick={() => onChange(NO_FILTER)}>
          <Icon of={X} />
        </IconButton>
      )}
    </search>
  );
}
