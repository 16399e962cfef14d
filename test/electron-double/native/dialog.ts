import { refuseUnknown, UnmodelledError } from "../guard.ts";
import { record } from "./recorder.ts";

type Modelled = Pick<Electron.Dialog, "showErrorBox" | "showMessageBox" | "showOpenDialog" | "showSaveDialog">;

/** There is no user to answer: a spec that expects a question replaces the method with its answer. */
const unanswered = (method: string) => (): never => {
  throw new UnmodelledError(`a user who answers dialog.${method}: assign an answer in the spec`);
};

/** `dialog`. */
export const dialog = refuseUnknown("dialog", {
  showErrorBox(title: string, content: string): void {
    record("dialog.showErrorBox", title, content);
  },
  showMessageBox: unanswered("showMessageBox"),
  showOpenDialog: unanswered("showOpenDialog"),
  showSaveDialog: unanswered("showSaveDialog"),
} satisfies Modelled);
