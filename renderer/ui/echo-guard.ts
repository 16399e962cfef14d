/** Spread into every control that sends something to an account, or stands where such a control may appear. */
export const SENDS = { "data-sends": "" } as const;

const writesLines = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches("textarea") || target.isContentEditable);

/**
 * One press is one wish. The second click of a double-click sends nothing, also where the first has put another control
 * under the pointer (a row that has gone, a field that has opened); nor does Enter that is held down and repeats itself,
 * wherever the focus has moved meanwhile. What is meant twice is pressed twice.
 */
export function guardEchoes(page: Window): void {
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const click = (event: MouseEvent): void => {
    // `detail` counts clicks at one place within the system's double-click time, whatever stands there.
    if (event.detail > 1 && event.target instanceof Element && event.target.closest("[data-sends]") !== null)
      swallow(event);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.repeat && !writesLines(event.target)) swallow(event);
  };
  page.addEventListener("click", click, { capture: true });
  page.addEventListener("keydown", key, { capture: true });
}
