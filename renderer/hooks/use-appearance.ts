import { createContext, useContext } from "react";

/** What is drawn from tokens in a canvas has to be drawn again when this value changes. */
export interface Appearance {
  readonly theme: "dark" | "light";
  readonly palette: string;
  readonly density: string;
}

const AppearanceContext = createContext<Appearance>({ theme: "dark", palette: "classic", density: "normal" });
export const AppearanceProvider = AppearanceContext.Provider;
export const useAppearance = (): Appearance => useContext(AppearanceContext);
