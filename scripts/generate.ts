/** `npm run generate [-- --check]`: writes every file that follows from a schema or a table; with --check only compares. */
await import("./generate-link.ts");
await import("./generate-errors.ts");
