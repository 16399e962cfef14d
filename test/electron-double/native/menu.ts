import { Guarded } from "../main/guarded.ts";
import { record } from "./recorder.ts";

type Template = Electron.MenuItemConstructorOptions;

/** A menu entry, as built from a template. */
export class MenuItem
  extends Guarded
  implements Pick<Electron.MenuItem, "id" | "label" | "enabled" | "visible" | "checked" | "click">
{
  readonly id: string;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly role: Template["role"];
  readonly type: Template["type"];
  readonly accelerator: Template["accelerator"];
  readonly submenu: Menu | undefined;
  readonly #click: Template["click"];

  constructor(options: Template) {
    super("MenuItem");
    this.id = options.id ?? "";
    this.label = options.label ?? options.role ?? "";
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.role = options.role;
    this.type = options.type;
    this.accelerator = options.accelerator;
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined;
    this.#click = options.click;
  }

  /** Does what the user's click would; roles are the desktop's and do nothing here. */
  click(): void {
    if (this.enabled) this.#click?.(this as unknown as Electron.MenuItem, undefined, {});
  }
}

/** `Menu`. */
export class Menu extends Guarded {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  constructor() {
    super("Menu");
  }

  static buildFromTemplate(template: readonly Template[]): Menu {
    const menu = new Menu();
    for (const options of template) menu.append(new MenuItem(options));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found) return found;
    }
    return null;
  }

  popup(): void {
    record(
      "Menu.popup",
      this.items.map((item) => item.label),
    );
  }
}
