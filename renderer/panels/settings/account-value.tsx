import { RotateCcw } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { Setting, SettingDescription, SettingValue } from "#shared/contract/settings.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommandsInTurn } from "../../hooks/use-commands-in-turn.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SettingField } from "./setting-field.tsx";

interface AccountValueProps {
  readonly description: SettingDescription;
  /** The value for everybody, with which an account's own begins. */
  readonly setting: Setting;
}

/** The account on screen's own value of a setting, over the one for everybody. */
export function AccountValue({ description, setting }: AccountValueProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const scope = useShownAccount()?.id;
  const [turn, setTurn] = useState(0);
  const { answer } = useAsked(`${scope} ${turn}`, () => client.settings.all({}));
  const { error, run } = useCommandsInTurn();
  const id = useId();
  const { key } = description;
  if (scope === undefined || answer === undefined) return null;
  const own = answer.find((one) => one.key === key && one.layer === "account" && one.scope === scope);
  const change = (value: SettingValue): void =>
    run(async () => {
      await client.settings.set({ key, value, layer: "account", scope });
      setTurn((now) => now + 1);
    });
  const reset = (): void =>
    run(async () => {
      await client.settings.reset({ key, layer: "account", scope });
      setTurn((now) => now + 1);
    });
  return (
    <div className="setting setting-account">
      {own === undefined ? (
        <Button look="quiet" onClick={() => change(setting.value)}>
          {text("settings.account.own", { account: scope })}
        </Button>
      ) : (
        <>
          <label htmlFor={id}>{text("settings.account.value", { account: scope })}</label>
          <SettingField id={id} description={description} value={own.value} onChange={change} />
          <IconButton label={text("settings.account.reset", { account: scope })} onClick={reset}>
            <Icon of={RotateCcw} />
          </IconButton>
        </>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}
