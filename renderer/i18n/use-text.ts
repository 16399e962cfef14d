import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Text } from "./i18n.ts";

/** The window's words in the chosen language. */
export function useText(): Text {
  const { t } = useTranslation();
  return useCallback<Text>((key, values) => t(key, values ?? {}), [t]);
}
