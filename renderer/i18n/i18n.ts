import i18next, { type i18n } from "i18next";
import { countWords } from "./count-words.ts";
import { en } from "./en.ts";
import { id } from "./id.ts";
import { journalPlurals } from "./journal-plurals.ts";

export const LANGUAGES = ["en", "id"] as const;
export type Language = (typeof LANGUAGES)[number];
export type TextKey = keyof typeof en;
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);
export type TextValues = Readonly<Record<string, string | number>>;
export type Text = (key: TextKey, values?: TextValues) => string;

/** The language to begin with: the one asked for, else the system's where we speak it, else English. */
export function chooseLanguage(asked: string, system: readonly string[]): Language {
  const known = (tag: string): Language | undefined =>
    LANGUAGES.find((language) => tag === language || tag.startsWith(`${language}-`));
  return known(asked) ?? system.map(known).find((language) => language !== undefined) ?? "en";
}

/** Both languages are in the bundle: words must not wait for a network, least of all when it is broken. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: { ...en, ...journalPlurals, ...countWords } }, id: { translation: id } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return instance;
}
