import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { CHART_KINDS } from "#shared/market/chart-look.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuChoice, MenuFlag, MenuGroup, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { type ChartAsk, kindKey } from "./chart-tools-state.ts";

interface ChartMenuProps {
  readonly ask: ChartAsk;
  /** The choice of indicators is asked for. */
  readonly onStudies: () => void;
}

/** How the chart draws prices, what it shows beside them, and what can be done with it. */
export function ChartMenu({ ask, onStudies }: ChartMenuProps): ReactNode {
  const text = useText();
  const look = useWorkspace((workspace) => workspace.look);
  const changeLook = useWorkspace((workspace) => workspace.changeLook);
  const replaying = useCell(ask.replay);
  return (
    <Menu
      trigger={
        <IconButton label={text("chart.menu")}>
          <Icon of={SlidersHorizontal} />
        </IconButton>
      }
    >
      <MenuGroup label={text("chart.kind")}>
        <MenuChoice
          value={look.kind}
          choices={CHART_KINDS.map((kind) => ({ value: kind, words: text(kindKey(kind)) }))}
          onChoose={(chosen) => changeLook({ kind: CHART_KINDS.find((kind) => kind === chosen) ?? look.kind })}
        />
      </MenuGroup>
      <MenuLine />
      <MenuGroup label={text("chart.show")}>
        {(["trades", "quoteLines", "sessions"] as const).map((name) => (
          <MenuFlag
            key={name}
            words={text(`chart.${name}`)}
            checked={look[name]}
            onChange={(shown) => changeLook({ [name]: shown })}
          />
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuItem
        words={text("bar.about")}
        onChoose={() => {
          ask.barMs.set(undefined);
          ask.dialog.set("bar");
        }}
      />
      <MenuItem words={text("studies.open")} onChoose={onStudies} />
      <MenuItem words={text("chart.view")} onChoose={() => ask.dialog.set("view")} />
      <MenuItem words={text("chart.templates")} onChoose={() => ask.dialog.set("templates")} />
      <MenuItem words={text("chart.picture")} onChoose={() => ask.dialog.set("picture")} />
      <MenuItem words={text("chart.replay.start")} disabled={replaying} onChoose={() => ask.replay.set(true)} />
    </Menu>
  );
}
