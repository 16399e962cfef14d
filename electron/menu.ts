import { Menu, type MenuItemConstructorOptions } from "electron";

/** Roles only: editing, zoom and window handling. Reload and developer tools exist in development. */
export function setMenu(development: boolean): void {
  const zoom: MenuItemConstructorOptions[] = [
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
  ];
  const debug: MenuItemConstructorOptions[] = [{ type: "separator" }, { role: "reload" }, { role: "toggleDevTools" }];
  const view = development ? [...zoom, ...debug] : zoom;
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
