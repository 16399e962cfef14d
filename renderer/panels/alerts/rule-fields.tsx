import type { ReactNode } from "react";
import {
  ACCOUNT_FIGURES,
  ALERT_PRICES,
  DIRECTIONS,
  PLATFORM_TROUBLES,
  SESSION_HAPPENINGS,
} from "#shared/alerts/alert.ts";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import type { AlertDraft } from "./alert-draft.ts";
import { StudyFields } from "./study-fields.tsx";

export interface FieldsProps {
  readonly draft: AlertDraft;
  readonly put: (change: Partial<AlertDraft>) => void;
  readonly problemOf: (field: string) => string | undefined;
}

/** The fields of one kind of alert. */
export function RuleFields({ draft, put, problemOf }: FieldsProps): ReactNode {
  const text = useText();
  const services = useServices();
  const instruments = useAll(services.instruments);
  const accounts = useAll(services.accounts);
  const sessions = useAll(services.sessions);
  const symbol = (
    <ChoiceField
      label={text("alertForm.symbol")}
      value={draft.instrument}
      problem={problemOf("instrument")}
      options={instruments.map(({ id, symbol: name }) => ({ value: id as string, text: name }))}
      onChange={(instrument) => put({ instrument })}
    />
  );
  const direction = (
    <ChoiceField
      label={text("alertForm.direction")}
      value={draft.direction}
      options={DIRECTIONS.map((value) => ({ value, text: text(`alert.direction.${value}`) }))}
      onChange={(value) => put({ direction: value })}
    />
  );
  const level = (field: "level" | "points" = "level"): ReactNode => (
    <TypedField
      label={text(`alertForm.${field}`)}
      value={draft.level}
      problem={problemOf(field)}
      onChange={(value) => put({ level: value })}
    />
  );
  switch (draft.kind) {
    case "price":
      return (
        <>
          {symbol}
          <ChoiceField
            label={text("alertForm.price")}
            value={draft.price}
            options={ALERT_PRICES.map((value) => ({ value, text: text(`alert.price.${value}`) }))}
            onChange={(price) => put({ price })}
          />
          {direction}
          {level()}
        </>
      );
    case "spread":
      return (
        <>
          {symbol}
          {direction}
          {level("points")}
        </>
      );
    case "feed":
      return (
        <>
          {symbol}
          <TypedField
            label={text("alertForm.stale")}
            value={draft.stale}
            problem={problemOf("staleMs")}
            onChange={(stale) => put({ stale })}
          />
        </>
      );
    case "volatility":
      return (
        <>
          {symbol}
          <ChoiceField
            label={text("alertForm.timeframe")}
            value={draft.timeframe}
            options={TIMEFRAMES.map((value) => ({ value, text: value }))}
            onChange={(timeframe) => put({ timeframe })}
          />
          <ChoiceField
            label={text("alertForm.measure")}
            value={draft.measure}
            options={(["atr", "realised"] as const).map((value) => ({
              value,
              text: text(`alertForm.measure.${value}`),
            }))}
            onChange={(measure) => put({ measure })}
          />
          <TypedField
            label={text("alertForm.period")}
            value={draft.period}
            problem={problemOf("period")}
            onChange={(period) => put({ period })}
          />
          {direction}
          {level()}
        </>
      );
    case "indicator":
      return (
        <>
          {symbol}
          <StudyFields draft={draft} put={put} problemOf={problemOf} />
          {direction}
          {draft.against === "level" && level()}
        </>
      );
    case "account":
      return (
        <>
          <ChoiceField
            label={text("alertForm.account")}
            value={draft.account}
            options={accounts.map(({ id, name }) => ({ value: id as string, text: `${name} · ${id}` }))}
            onChange={(account) => put({ account })}
          />
          <ChoiceField
            label={text("alertForm.figure")}
            value={draft.figure}
            options={ACCOUNT_FIGURES.map((value) => ({ value, text: text(`alert.figure.${value}`) }))}
            onChange={(figure) => put({ figure, ...(figure === "limitUse" ? { direction: "up", level: "80" } : {}) })}
          />
          {direction}
          {level()}
        </>
      );
    case "session":
      return (
        <>
          <ChoiceField
            label={text("alertForm.session")}
            value={draft.session}
            options={[
              { value: "", text: text("alertForm.anySession") },
              ...sessions.map(({ sessionId, config }) => ({ value: sessionId as string, text: config.name })),
            ]}
            onChange={(session) => put({ session })}
          />
          <ChoiceField
            label={text("alertForm.happening")}
            value={draft.happening}
            options={SESSION_HAPPENINGS.map((value) => ({ value, text: text(`alert.happening.${value}`) }))}
            onChange={(happening) => put({ happening })}
          />
        </>
      );
    case "platform":
      return (
        <ChoiceField
          label={text("alertForm.trouble")}
          value={draft.trouble}
          problem={problemOf("trouble")}
          options={PLATFORM_TROUBLES.map((value) => ({ value, text: text(`alert.trouble.${value}`) }))}
          onChange={(trouble) => put({ trouble })}
        />
      );
  }
}
