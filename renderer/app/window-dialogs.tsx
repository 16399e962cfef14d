import type { ReactNode } from "react";
import { useCell } from "../hooks/use-store.ts";
import { later } from "../panels/later.tsx";
import { useServices } from "../services/services.ts";

const Palette = later(() => import("../panels/palette/command-palette.tsx").then((loaded) => loaded.CommandPalette));
const Keys = later(() => import("../panels/trading-keys/key-sheet.tsx").then((loaded) => loaded.KeySheet));
const Settings = later(() => import("../panels/settings/settings-dialog.tsx").then((loaded) => loaded.SettingsDialog));

/** The dialog that is open, if one is. Their code comes after the window's first picture. */
export function WindowDialogs(): ReactNode {
  const open = useCell(useServices().dialog);
  if (open === "palette") return <Palette />;
  if (open === "keys") return <Keys />;
  return open === "settings" && <Settings />;
}
