import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import "./links.css";
import { LINK_GROUPS } from "#shared/market/link-group.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuChoice, MenuGroup } from "../../ui/menu.tsx";

const NONE = "none";

/** The link group of this panel: a letter in its colour, and the way to another one. */
export function LinkPicker(): ReactNode {
  const text = useText();
  const link = useWorkspace((workspace) => workspace.link);
  const linkTo = useWorkspace((workspace) => workspace.linkTo);
  const letter = link?.toUpperCase();
  return (
    <Menu
      trigger={
        <IconButton
          label={letter === undefined ? text("link.none") : text("link.of", { group: letter })}
          className="link-picker"
          data-link={link}
        >
          {letter === undefined ? <Icon of={Link2} size={13} /> : <span className="link-letter">{letter}</span>}
        </IconButton>
      }
    >
      <MenuGroup label={text("link.title")}>
        <MenuChoice
          value={link ?? NONE}
          choices={[
            { value: NONE, words: text("link.alone") },
            ...LINK_GROUPS.map((group) => ({
              value: group,
              words: text("link.group", { group: group.toUpperCase() }),
            })),
          ]}
          onChoose={(chosen) => linkTo(LINK_GROUPS.find((group) => group === chosen))}
        />
      </MenuGroup>
    </Menu>
  );
}
