import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import type { Template } from "../../stores/desk/templates.ts";
import { TEMPLATES } from "../../stores/desk/templates.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import "./workspaces.css";

/** The longest name that is kept. */
const MOST_LETTERS = 60;

interface NameDialogProps {
  readonly title: string;
  readonly action: string;
  readonly first: string;
  /** Whether a template is chosen too. */
  readonly templates: boolean;
  readonly onDone: (name: string, template: Template) => void;
  readonly onClose: () => void;
}

/** Asks for a workspace's name. Mounted while it is open. */
export function NameDialog({ title, action, first, templates, onDone, onClose }: NameDialogProps): ReactNode {
  const text = useText();
  const [name, setName] = useState(first);
  const [template, setTemplate] = useState<Template>("usual");
  const ready = name.trim() !== "";
  return (
    <Dialog open title={title} closeLabel={text("workspace.close")} className="workspace-dialog" onClose={onClose}>
      <form
        className="workspace-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onDone(name.trim(), template);
        }}
      >
        <label className="workspace-field">
          <span>{text("workspace.name")}</span>
          <input
            className="field"
            type="text"
            autoComplete="off"
            maxLength={MOST_LETTERS}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
        </label>
        {templates && (
          <fieldset className="workspace-templates">
            <legend>{text("workspace.template")}</legend>
            {TEMPLATES.map((each) => (
              <label key={each}>
                <input type="radio" name="template" checked={each === template} onChange={() => setTemplate(each)} />
                {text(`workspace.template.${each}`)}
              </label>
            ))}
          </fieldset>
        )}
        <div className="workspace-actions">
          {!ready && <span className="dim">{text("workspace.nameless")}</span>}
          <Button onClick={onClose}>{text("workspace.cancel")}</Button>
          <Button type="submit" look="primary" disabled={!ready}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
