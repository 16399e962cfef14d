import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { contractOutline } from "./scripts/renderer/contract-outline.ts";
import { sizeBudget } from "./scripts/renderer/size-budget.ts";
import { contract } from "./shared/contract/contract.ts";

/** The window. Addresses are relative, so that one build is served by the web host and by Electron's app:// scheme. */
export default defineConfig({
  root: "renderer",
  base: "./",
  plugins: [contractOutline(contract), react(), sizeBudget(450)],
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    // What the licences of bundled libraries ask for: their texts beside the bundle.
    license: { fileName: "LICENCES.txt" },
    target: "es2024",
    // Inlined files become data: addresses, which the content security policy refuses for fonts.
    assetsInlineLimit: 0,
    // The polyfill is an inline script for browsers that we do not serve.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
  },
});
