import { refuseUnknown } from "../guard.ts";

const AREA = { x: 0, y: 0, width: 1920, height: 1080 };
const DISPLAY = { id: 1, bounds: AREA, workArea: { ...AREA, height: 1040 }, scaleFactor: 1, rotation: 0 };

/** `screen`: one Full HD display with a task bar. */
export function screenModule(isReady: () => boolean) {
  const display = () => {
    if (!isReady()) throw new Error("The 'screen' module can't be used before the app 'ready' event");
    return refuseUnknown("Display", { ...DISPLAY });
  };
  return refuseUnknown("screen", {
    getPrimaryDisplay: display,
    getAllDisplays: () => [display()],
    getDisplayMatching: display,
  });
}
