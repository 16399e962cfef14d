/** The dialogs that the whole window can be asked for, from the bar, by key, from the palette. One at a time. */
export type WindowDialog = "palette" | "keys" | "settings" | "workspace.new" | "workspace.rename" | "workspace.delete";
