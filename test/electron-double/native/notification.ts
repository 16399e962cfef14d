import { ModelledEmitter } from "../modelled-emitter.ts";
import { record } from "./recorder.ts";

/** `Notification`: shown at once, clicked only by a spec. */
export class Notification
  extends ModelledEmitter
  implements Pick<Electron.Notification, "show" | "close" | "title" | "body">
{
  title: string;
  body: string;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super("Notification", ["show", "click", "close", "failed"]);
    this.title = options.title ?? "";
    this.body = options.body ?? "";
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    record("Notification.show", this.title, this.body);
    this.emit("show", {});
  }

  close(): void {
    this.emit("close", {});
  }
}
