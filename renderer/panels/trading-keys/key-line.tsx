import { Pencil, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { shownChord } from "../../app/commands/chord.ts";
import { type Command } from "../../app/commands/command.ts";
import { commandText } from "../../app/commands/command-text.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { useRebinding } from "./use-rebinding.ts";

interface KeyLineProps {
  readonly command: Command;
  readonly rebinding: ReturnType<typeof useRebinding>;
}

/** A command and its key, and the way to another one. */
export function KeyLine({ command, rebinding }: KeyLineProps): ReactNode {
  const text = useText();
  const { keyMap, commands } = useServices();
  const chord = useCell(keyMap).chordOf(command.id);
  const what = commandText(text, command);
  const asking = rebinding.asking?.id === command.id ? rebinding.asking : undefined;
  const { pressed } = asking ?? {};
  const holder = pressed?.heldBy === undefined ? undefined : commands.get(pressed.heldBy);
  return (
    <div>
      <dt>
        {asking === undefined ? (
          <>
            {chord === undefined ? <span className="dim">{text("keys.none")}</span> : <kbd>{shownChord(chord)}</kbd>}
            <IconButton
              label={text("keys.change", { what })}
              className="key-change"
              onClick={() => rebinding.ask(command.id)}
            >
              <Icon of={Pencil} size={12} />
            </IconButton>
            {chord !== command.keys && (
              <IconButton
                label={text("keys.back", { what })}
                className="key-change"
                onClick={() => rebinding.back(command.id)}
              >
                <Icon of={RotateCcw} size={12} />
              </IconButton>
            )}
          </>
        ) : (
          <Button
            look="primary"
            className="key-press"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- It was asked for a key just now.
            autoFocus
            onKeyDown={(event) => rebinding.press(command, event)}
            onBlur={() => pressed?.heldBy === undefined && rebinding.leave()}
          >
            {text("keys.press")}
          </Button>
        )}
      </dt>
      <dd>
        {what}
        {asking !== undefined && (
          <span className="key-asking" role="status">
            {pressed === undefined && text("keys.press.how")}
            {pressed?.problem !== undefined &&
              text(`keys.problem.${pressed.problem}`, { key: shownChord(pressed.chord) })}
            {pressed !== undefined && holder !== undefined && (
              <>
                {text("keys.taken", { key: shownChord(pressed.chord), what: commandText(text, holder) })}
                <Button onClick={rebinding.take}>{text("keys.take")}</Button>
                <Button onClick={rebinding.leave}>{text("keys.leave")}</Button>
              </>
            )}
          </span>
        )}
      </dd>
    </div>
  );
}
