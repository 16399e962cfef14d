import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CloudView } from "#shared/contract/cloud.ts";
import { cloudProblemWords } from "../../i18n/cloud-problem-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { ResetForm } from "./reset-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

const WAYS = ["signIn", "signUp", "reset"] as const;
type Way = (typeof WAYS)[number];

/** Nobody is signed in: the three ways to change that. */
export function SignedOut({ view }: { readonly view: CloudView }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const [way, setWay] = useState<Way>("signIn");
  const why = view.endedBy === null ? undefined : (cloudProblemWords(view.endedBy, language) ?? view.endedBy);
  return (
    <section className="cloud-card" aria-label={text("cloud.ways")}>
      {why === undefined ? <p>{text("cloud.intro")}</p> : <p role="alert">{text("cloud.ended", { why })}</p>}
      <p className="dim">{text("cloud.intro.belongs")}</p>
      <Segmented
        label={text("cloud.ways")}
        value={way}
        options={WAYS.map((value) => ({ value, text: text(`cloud.${value}`) }))}
        onChoose={setWay}
      />
      {way === "signIn" && <SignInForm known={view.email ?? ""} />}
      {way === "signUp" && <SignUpForm />}
      {way === "reset" && <ResetForm mailbox={view.mailbox} />}
    </section>
  );
}
