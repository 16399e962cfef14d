/** Where a pointer went down, and on which line. Window px. */
export interface Press {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

/** What a hand moves between press and release of a click, px. */
const STILL_PX = 6;

/**
 * The key of the line that a click means. Lines come in and move while a market connects; a press that is released over
 * another line is for the browser a click of what holds both, and the trader's choice would be lost. A press that was
 * dragged away means what the browser says.
 * @param under the line that the browser clicked; undefined for none.
 */
export function clickedLine(
  under: string | undefined,
  press: Press | undefined,
  { x, y }: { readonly x: number; readonly y: number },
): string | undefined {
  const still = press !== undefined && Math.abs(press.x - x) <= STILL_PX && Math.abs(press.y - y) <= STILL_PX;
  return still ? press.key : under;
}
