import { type ReactNode, useState } from "react";
import "./notices.css";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";

/** Says that this window's process died and the window was opened again. @param ended whether it was so */
export function EndingNotice({ ended }: { readonly ended: boolean }): ReactNode {
  const text = useText();
  const [shown, setShown] = useState(ended);
  if (!shown) return null;
  return (
    <div className="notice" role="status">
      <p>{text("notice.ended")}</p>
      <Button onClick={() => setShown(false)}>{text("notice.read")}</Button>
    </div>
  );
}
