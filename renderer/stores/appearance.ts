/** How the window looks now. What is drawn from tokens into a canvas is drawn again when this changes. */
export interface Appearance {
  readonly theme: "dark" | "light";
  readonly palette: string;
  readonly density: string;
}
