import fc from "fast-check";
import { expect, test } from "vitest";
import { assetServer } from "#electron/assets/asset-server.ts";
import type { AssetManifest } from "#electron/assets/manifest.ts";

const MANIFEST: AssetManifest = {
  "/index.html": { file: "index.html", type: "text/html; charset=utf-8" },
  "/assets/app-1a2b.js": { file: "assets/app-1a2b.js", type: "text/javascript; charset=utf-8" },
};

function server() {
  const read: string[] = [];
  const answer = assetServer(MANIFEST, (file) => {
    read.push(file);
    return Promise.resolve(new TextEncoder().encode(`content of ${file}`));
  });
  return { answer: (url: string, init?: RequestInit) => answer(new Request(url, init)), read };
}

test("serves what the build listed, with its type and the page's headers", async () => {
  const response = await server().answer("app://fairlead/assets/app-1a2b.js");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
  expect(await response.text()).toBe("content of assets/app-1a2b.js");
});

test("the root is the page, and a query or fragment does not change what is served", async () => {
  expect(await (await server().answer("app://fairlead/")).text()).toBe("content of index.html");
  expect(await (await server().answer("app://fairlead/?x=/assets/app-1a2b.js#y")).text()).toBe("content of index.html");
});

test("HEAD gets the headers without the body, other methods nothing", async () => {
  expect(await (await server().answer("app://fairlead/", { method: "HEAD" })).text()).toBe("");
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const { answer, read } = server();
    expect((await answer("app://fairlead/", { method })).status).toBe(405);
    expect(read).toEqual([]);
  }
});

test.each([
  "app://fairlead/../package.json",
  "app://fairlead/..%2f..%2fpackage.json",
  "app://fairlead/%2e%2e/%2e%2e/electron/main.js",
  "app://fairlead/assets/..\\..\\electron\\main.js",
  "app://fairlead/assets/%5c..%5cmain.js",
  "app://fairlead//etc/passwd",
  "app://fairlead/C:/Windows/win.ini",
  "app://fairlead/file:///etc/passwd",
  "app://fairlead/index.html/",
  "app://fairlead/index.html%00.js",
  "app://fairlead/INDEX.HTML",
  "app://fairlead/__proto__",
  "app://fairlead/constructor",
  "app://evil/index.html",
  "app://fairlead.evil/index.html",
  "https://fairlead/index.html",
])("%s is not there, and no file is touched for it", async (url) => {
  const { answer, read } = server();
  const response = await answer(url);
  expect(response.status).toBe(404);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(read).toEqual([]);
});

test("no address whatever reads a file that the build did not list", async () => {
  const part = fc.oneof(
    fc.constantFrom(
      "..",
      ".",
      "%2e%2e",
      "%2E.",
      "..%2f",
      "%5c..",
      "\\..",
      "assets",
      "index.html",
      "app-1a2b.js",
      "",
      "%00",
      "~",
      "C:",
    ),
    fc.string(),
  );
  const listed = new Set(Object.values(MANIFEST).map(({ file }) => file));
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
      const url = `app://fairlead/${parts.join("/")}`;
      if (!URL.canParse(url)) return;
      const { answer, read } = server();
      const { status } = await answer(url);
      expect(status === 200 ? read.every((file) => listed.has(file)) : read.length === 0).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
