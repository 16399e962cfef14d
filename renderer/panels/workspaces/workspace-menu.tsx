import { ChevronDown, LayoutGrid } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { templateLayout } from "../../stores/desk/templates.ts";
import { PANEL_IDS } from "../../stores/panel-ids.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuChoice, MenuFlag, MenuGroup, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { PANELS } from "../registry.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { NameDialog } from "./name-dialog.tsx";
import "./workspaces.css";

/** Chooses a workspace, makes and changes them, and brings back what was closed. */
export function WorkspaceMenu(): ReactNode {
  const text = useText();
  const { commands, desk, dialog, workspaces } = useServices();
  const { all, currentId } = useCell(workspaces.state);
  const arranging = useCell(desk.arranging);
  const run = (id: string) => (): void => void commands.run(id);
  const asked = useCell(dialog);
  const missing = useSyncExternalStore(desk.subscribe, () => PANEL_IDS.filter((id) => !desk.has(id)).join(" "));
  const name = all.find(({ id }) => id === currentId)?.name ?? "";
  const close = (): void => dialog.set(undefined);
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" className="workspace-button" aria-label={text("workspace.menu", { name })}>
            <Icon of={LayoutGrid} />
            <span className="workspace-name">{name}</span>
            <Icon of={ChevronDown} size={12} />
          </Button>
        }
      >
        <MenuGroup label={text("workspace.group")}>
          <MenuChoice
            value={currentId}
            choices={all.map((each) => ({ value: each.id, words: each.name }))}
            onChoose={(id) => void workspaces.choose(id)}
          />
        </MenuGroup>
        <MenuLine />
        <MenuItem words={text("workspace.new")} onChoose={() => dialog.set("workspace.new")} />
        <MenuItem words={text("workspace.duplicate")} onChoose={run("workspace.duplicate")} />
        <MenuItem words={text("workspace.rename")} onChoose={() => dialog.set("workspace.rename")} />
        <MenuItem words={text("workspace.delete")} onChoose={() => dialog.set("workspace.delete")} />
        <MenuLine />
        <MenuGroup label={text("workspace.panels")}>
          <MenuItem words={text("workspace.addChart")} onChoose={run("workspace.addChart")} />
          {missing
            .split(" ")
            .flatMap((id) => PANEL_IDS.filter((known) => known === id))
            .map((id) => (
              <MenuItem
                key={id}
                words={text("workspace.addPanel", { panel: text(PANELS[id].title) })}
                onChoose={() => desk.show(id)}
              />
            ))}
          <MenuFlag
            words={text("workspace.arrange")}
            checked={arranging}
            onChange={(next) => desk.arranging.set(next)}
          />
          <MenuItem words={text("workspace.reset")} onChoose={run("workspace.reset")} />
        </MenuGroup>
      </Menu>
      {asked === "workspace.new" && (
        <NameDialog
          title={text("workspace.new.title")}
          action={text("workspace.create")}
          first=""
          templates
          onClose={close}
          onDone={(given, template) => {
            close();
            void workspaces.create(given, templateLayout(template, desk.room()));
          }}
        />
      )}
      {asked === "workspace.rename" && (
        <NameDialog
          title={text("workspace.rename.title")}
          action={text("workspace.save")}
          first={name}
          templates={false}
          onClose={close}
          onDone={(given) => {
            close();
            void workspaces.rename(given);
          }}
        />
      )}
      {asked === "workspace.delete" && (
        <DeleteDialog
          name={name}
          onClose={close}
          onDelete={() => {
            close();
            void workspaces.remove(text("workspace.first"));
          }}
        />
      )}
    </>
  );
}
