import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeyNames } from "../../hooks/use-keys.ts";
import type { Language } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { type HelpTexts, withKeys } from "./help-text.ts";

export const HELP_PAGES = ["basics", "risk", "gale", "safety"] as const;
export type HelpPageId = (typeof HELP_PAGES)[number];

/** The pages come when they are asked for: they are read rarely, and only in one language. */
const LOAD: Readonly<Record<Language, () => Promise<HelpTexts>>> = {
  en: () => import("./help-en.ts").then(({ helpEn }) => helpEn),
  id: () => import("./help-id.ts").then(({ helpId }) => helpId),
};

/** The pages of a language; undefined when they could not be had. */
const load = (language: string): Promise<HelpTexts | undefined> =>
  LOAD[language === "id" ? "id" : "en"]().catch(() => undefined);

/** A page of the help, in the window's language. */
export function HelpPage({ page }: { readonly page: HelpPageId }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const keys = useKeyNames();
  const [loaded, setLoaded] = useState<{ language: string; texts: HelpTexts | undefined }>();
  useEffect(() => {
    let current = true;
    void load(language).then((texts) => current && setLoaded({ language, texts }));
    return () => {
      current = false;
    };
  }, [language]);
  if (loaded === undefined) return null;
  if (loaded.texts === undefined) {
    return (
      <div role="alert">
        <p>{text("dock.unloaded")}</p>
        <Button onClick={() => void load(language).then((texts) => setLoaded({ language, texts }))}>
          {text("dock.again")}
        </Button>
      </div>
    );
  }
  const { title, parts } = loaded.texts[page];
  return (
    <article lang={loaded.language}>
      <h3>{title}</h3>
      {parts.map(({ heading, paragraphs }) => (
        <section key={heading}>
          <h4>{heading}</h4>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{withKeys(paragraph, keys)}</p>
          ))}
        </section>
      ))}
    </article>
  );
}
