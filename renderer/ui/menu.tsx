import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import "./menu.css";
import { Icon } from "./icon.tsx";

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}

/** A menu under its button: arrows, letters, Escape. */
export function Menu({ trigger, children }: MenuProps): ReactNode {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="menu-layer" align="start" sideOffset={4}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  readonly words: string;
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

export const MenuItem = ({ words, keys, disabled = false, onChoose }: MenuItemProps): ReactNode => (
  <Base.Item className="menu-item" disabled={disabled} onClick={onChoose}>
    <span className="menu-mark" />
    <span className="menu-words">{words}</span>
    {keys !== undefined && <kbd className="menu-keys">{keys}</kbd>}
  </Base.Item>
);

export const MenuLine = (): ReactNode => <Base.Separator className="menu-line" />;

interface MenuGroupProps {
  readonly label: string;
  readonly children: ReactNode;
}

export const MenuGroup = ({ label, children }: MenuGroupProps): ReactNode => (
  <Base.Group>
    <Base.GroupLabel className="menu-group">{label}</Base.GroupLabel>
    {children}
  </Base.Group>
);

interface MenuChoiceProps {
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly words: string }[];
  readonly onChoose: (value: string) => void;
}

/** One of several, marked. */
export const MenuChoice = ({ value, choices, onChoose }: MenuChoiceProps): ReactNode => (
  <Base.RadioGroup value={value} onValueChange={(next: unknown) => onChoose(String(next))}>
    {choices.map((choice) => (
      <Base.RadioItem key={choice.value} className="menu-item" value={choice.value} closeOnClick>
        <span className="menu-mark">
          <Base.RadioItemIndicator>
            <Icon of={Check} />
          </Base.RadioItemIndicator>
        </span>
        <span className="menu-words">{choice.words}</span>
      </Base.RadioItem>
    ))}
  </Base.RadioGroup>
);

interface MenuFlagProps {
  readonly checked: boolean;
  readonly words: string;
  readonly onChange: (checked: boolean) => void;
}

export const MenuFlag = ({ checked, words, onChange }: MenuFlagProps): ReactNode => (
  <Base.CheckboxItem className="menu-item" checked={checked} onCheckedChange={onChange} closeOnClick>
    <span className="menu-mark">
      <Base.CheckboxItemIndicator>
        <Icon of={Check} />
      </Base.CheckboxItemIndicator>
    </span>
    <span className="menu-words">{words}</span>
  </Base.CheckboxItem>
);
