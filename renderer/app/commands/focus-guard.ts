/** Whether the user is writing in a field: no key of the window's own may be taken from it. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);

/** While a dialog is open, keys are the dialog's. */
export const dialogIsOpen = (): boolean => document.querySelector("[role=dialog], [role=alertdialog]") !== null;
