import { useEffect } from "react";
import { useSetSetting } from "../../hooks/use-setting.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { listenKeys } from "./listen-keys.ts";
import { windowCommands } from "./window-commands.ts";

/** Offers the window's own commands and listens to their keys, as long as the window is drawn. */
export function useWindowCommands(): void {
  const text = useText();
  const services = useServices();
  const set = useSetSetting();
  useEffect(
    // A choice that the bridge refuses is put back by useSetSetting.
    () => services.commands.offer(windowCommands(services, text, (key, value) => void set(key, value).catch(() => {}))),
    [services, text, set],
  );
  useEffect(() => listenKeys(services.commands, services.keyMap), [services]);
}
