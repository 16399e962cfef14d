import { type ReactNode, useEffect, useLayoutEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useSetting } from "../hooks/use-setting.ts";
import { chooseLanguage } from "../i18n/i18n.ts";
import { useServices } from "../services/services.ts";
import type { Appearance } from "../stores/appearance.ts";
import { recallLook, rememberLook } from "./remembered-look.ts";

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const subscribe = (listener: () => void): (() => void) => {
  darkSystem.addEventListener("change", listener);
  return () => darkSystem.removeEventListener("change", listener);
};

/** Follows the appearance settings: marks the document for the tokens, and changes the language. */
export function AppearanceKeeper({ children }: { readonly children: ReactNode }): ReactNode {
  const { i18n } = useTranslation();
  const { appearance } = useServices();
  const systemDark = useSyncExternalStore(subscribe, () => darkSystem.matches);
  const kept = recallLook(localStorage);
  const theme = useChoice("appearance.theme", kept.theme);
  const palette = useChoice("appearance.palette", kept.palette);
  const density = useChoice("appearance.density", kept.density);
  const language = useChoice("appearance.language", kept.language);
  const dark = theme === "dark" || (theme !== "light" && systemDark);

  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const next: Appearance = { theme: dark ? "dark" : "light", palette, density };
    dataset["theme"] = next.theme;
    dataset["palette"] = palette;
    dataset["density"] = density;
    appearance.set(next);
  }, [appearance, dark, palette, density]);

  useEffect(() => {
    rememberLook(localStorage, { theme, palette, density, language });
    const chosen = chooseLanguage(language, navigator.languages);
    document.documentElement.lang = chosen;
    if (i18n.language !== chosen) void i18n.changeLanguage(chosen);
  }, [theme, palette, density, language, i18n]);

  return children;
}

/** A setting's text, or what the last window saw while the bridge has not answered yet. */
function useChoice(key: string, kept: string): string {
  const value = useSetting(key)?.value;
  return typeof value === "string" ? value : kept;
}
