import { z } from "zod";

/** Where the window was, in screen units. Without x and y it is centred. */
export const WindowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

export const DEFAULT_STATE: WindowState = { width: 1440, height: 900, maximized: false };

/** A rectangle in screen units. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As much of the title bar as a hand needs to drag the window back. */
const GRIP = { width: 100, height: 30 };

/** The stored state if it is sound, otherwise the default: a damaged file must not keep the window from opening. */
export function readState(stored: unknown): WindowState {
  const parsed = WindowState.safeParse(stored);
  return parsed.success ? parsed.data : DEFAULT_STATE;
}

/**
 * Fits a remembered state to the screens there are now: no larger than the screen it is on, and centred if the title
 * bar would lie on none, as when a second monitor was unplugged.
 */
export function fitToDisplays(state: WindowState, workAreas: readonly Area[]): WindowState {
  const { x, y, ...rest } = state;
  const home =
    x === undefined || y === undefined ? undefined : workAreas.find((area) => holdsTitleBar(area, x, y, state.width));
  const limits = home ?? workAreas[0];
  const width = Math.min(state.width, limits?.width ?? state.width);
  const height = Math.min(state.height, limits?.height ?? state.height);
  return home === undefined || x === undefined || y === undefined
    ? { ...rest, width, height }
    : { ...rest, x, y, width, height };
}

function holdsTitleBar(area: Area, x: number, y: number, width: number): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visible >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height;
}
