import { Menu, type MenuItemConstructorOptions } from "electron";

/** Roles only: editing, reload, zoom and window handling. Developer tools exist in development. */
export function setMenu(development: boolean): void {
  const common: MenuItemConstructorOptions[] = [
    { role: "reload" },
    { type: "separator" },
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
  ];
  const debug: MenuItemConstructorOptions[] = [{ type: "separator" }, { role: "toggleDevTools" }];
  const view = development ? [...common, ...debug] : common;
  const application: MenuItemConstructorOptions[] = process.platform === "darwin" ? [{ role: "appMenu" }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...application,
      { role: "editMenu" },
      { label: "View", submenu: view },
      { role: "windowMenu" },
    ]),
  );
}
