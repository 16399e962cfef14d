import type { Submission } from "../../hooks/use-submit.ts";
import type { Text } from "../../i18n/i18n.ts";
import type { SideVerdict } from "./ask-verdict.ts";
import type { Draft } from "./draft.ts";
import { problemsOf } from "./readings.ts";

interface Situation {
  readonly draft: Draft;
  readonly connected: boolean;
  readonly submission: Pick<Submission, "holds" | "phase">;
}

/** Why a side cannot be sent now; undefined when it can. */
export function blockedBy(
  text: Text,
  verdict: SideVerdict | undefined,
  { draft, connected, submission }: Situation,
): string | undefined {
  if (!connected) return text("ticket.wait.bridge");
  if (submission.holds) return text(submission.phase === "pending" ? "ticket.wait.answer" : "ticket.wait.unsure");
  // What is sent is exactly what was judged: never a draft that has changed since.
  if (verdict === undefined || verdict.draft !== draft) return text("ticket.wait.preview");
  if (problemsOf(verdict).length > 0) return text("ticket.wait.fields");
  const judged = verdict.preview?.verdict ?? undefined;
  if (verdict.order === undefined || judged === undefined) return text("ticket.wait.preview");
  return judged.blocking === null
    ? undefined
    : text("ticket.verdict.blocked", { rule: text(`rule.${judged.blocking}`) });
}
