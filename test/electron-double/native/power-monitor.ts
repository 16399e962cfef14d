import { ModelledEmitter } from "../modelled-emitter.ts";

const EVENTS = ["suspend", "resume", "on-ac", "on-battery", "shutdown", "lock-screen", "unlock-screen"];

/** `powerMonitor`: a machine that never sleeps unless a spec emits the event. */
export class PowerMonitor
  extends ModelledEmitter
  implements Pick<Electron.PowerMonitor, "getSystemIdleTime" | "isOnBatteryPower">
{
  constructor() {
    super("powerMonitor", EVENTS);
  }

  getSystemIdleTime(): number {
    return 0;
  }

  isOnBatteryPower(): boolean {
    return false;
  }
}

export const powerMonitor = new PowerMonitor();
