import { KeyRound, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../hooks/use-command.ts";
import { useNow } from "../../hooks/use-now.ts";
import { ageText, longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { type LinkView, useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RenameField } from "./rename-field.tsx";

interface TerminalRowProps {
  readonly view: LinkView;
  /** How long the bridge, which knows of it, has been silent; undefined while it is heard. */
  readonly silentMs: number | undefined;
}

/** One terminal: its state in words, and what can be done to it. */
export function TerminalRow({ view, silentMs }: TerminalRowProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const now = useNow(500);
  const [renaming, setRenaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { busy, error, run } = useCommand();
  const { link, heardMs } = view;
  const { terminalId, name, state, reason, ea, reduceOnly } = link;
  const own = link.kind === "paper";
  const ageMs = ea.ageMs === undefined ? undefined : ea.ageMs + now - heardMs;

  return (
    <>
      <tr data-terminal={terminalId}>
        <td>
          {renaming ? (
            <RenameField
              name={name}
              onCancel={() => setRenaming(false)}
              onRename={(next) =>
                void run(() => client.links.rename({ terminalId, name: next })).then(
                  (done) => done && setRenaming(false),
                )
              }
            />
          ) : (
            <span className="selectable">{name}</span>
          )}
          {own && <span className="terminal-tag">{text("terminals.own")}</span>}
        </td>
        <td className="selectable">{link.accountId ?? "–"}</td>
        <td>
          <span className="state" data-state={silentMs === undefined ? state : "unknown"}>
            {silentMs === undefined
              ? text(`link.${state}`)
              : text("terminals.lastKnown", { state: text(`link.${state}`), age: longAgeText(text, silentMs) })}
          </span>
          {reduceOnly && (
            <span className="terminal-tag" title={text("terminals.reduceOnly.long")}>
              {text("terminals.reduceOnly")}
            </span>
          )}
          {reason !== undefined && <span className="state-reason">{reason}</span>}
        </td>
        <td className="number">{ageMs === undefined ? "–" : ageText(text, ageMs)}</td>
        <td className="number wide">{link.ticksStored}</td>
        <td className="widest dim">{`${link.programVersion} / ${link.terminalBuild}`}</td>
        <td>
          <div className="terminal-actions">
            <IconButton label={text("terminals.rename")} disabled={busy} onClick={() => setRenaming(true)}>
              <Icon of={Pencil} />
            </IconButton>
            {!own && (
              <>
                <IconButton
                  label={text("terminals.rotate")}
                  disabled={busy}
                  onClick={() => void run(() => client.links.rotateKey({ terminalId }))}
                >
                  <Icon of={KeyRound} />
                </IconButton>
                <IconButton label={text("terminals.remove")} disabled={busy} onClick={() => setRemoving(true)}>
                  <Icon of={Trash2} />
                </IconButton>
              </>
            )}
          </div>
          <RemoveDialog
            name={name}
            open={removing}
            onClose={() => setRemoving(false)}
            onRemove={() => {
              setRemoving(false);
              void run(() => client.links.remove({ terminalId }));
            }}
          />
        </td>
      </tr>
      {error !== undefined && (
        <tr>
          <td colSpan={7}>
            <ErrorNote error={error} />
          </td>
        </tr>
      )}
    </>
  );
}
