import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";

/** Where letters are that no SMTP server takes: the embedded cloud's own page. */
export function MailboxHint({ mailbox }: { readonly mailbox: string | null }): ReactNode {
  const text = useText();
  if (mailbox === null) return null;
  return (
    <p className="dim">
      {text("cloud.mailbox")}{" "}
      <a href={mailbox} target="_blank" rel="noreferrer noopener">
        {text("cloud.mailbox.link")}
      </a>
      <span className="selectable"> ({mailbox})</span>
    </p>
  );
}
