import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { ConfigError } from "#cloud/config/config-error.ts";
import { openTracing, registerTracing } from "#cloud/http/tracing.ts";
import { commandKms, openSecrets } from "#cloud/keys/kms.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const SECRET = "s".repeat(43);

/** A stand-in for a service's own program: opens by turning the text around. */
function turningKms(): string {
  const program = join(temporaryFolder(), "kms");
  writeFileSync(program, '#!/bin/sh\nif [ "$1" = --fail ]; then exit 3; fi\nrev\n');
  chmodSync(program, 0o755);
  return program;
}

test("wrapped root secrets are opened by the operator's program, in their order; plain ones stay as they are", async () => {
  const wrapped = `kms:${[..."abc".repeat(15)].toReversed().join("")}`;
  expect(await openSecrets([wrapped, SECRET], commandKms(turningKms()))).toEqual(["abc".repeat(15), SECRET]);
});

test("a secret that nobody opens, a program that fails, is not there or opens too little stops the start in words without the secret", async () => {
  const hidden = `kms:${"hush".repeat(20)}`;
  const program = turningKms();
  for (const kms of [undefined, commandKms(`${program} --fail`), commandKms(`${program}-not-there`)]) {
    const fault = await openSecrets([hidden], kms).catch((caught: unknown) => caught);
    expect(fault).toBeInstanceOf(ConfigError);
    expect((fault as Error).message).not.toContain("hush");
  }
  await expect(openSecrets(["kms:short"], commandKms(program))).rejects.toThrow(/too short/);
});

test("a request is told to the collector by its route and result, in its caller's trace, without address, query or token", async () => {
  const bodies: string[] = [];
  const collector = createServer((request, reply) => {
    let body = "";
    request.on("data", (bytes: Buffer) => (body += bytes.toString()));
    request.on("end", () => {
      bodies.push(`${request.url} ${body}`);
      reply.end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void collector.close());
  const tracing = await openTracing(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
  const app = Fastify();
  registerTracing(app, tracing);
  app.get("/things/:id", () => ({ ok: true }));
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const headers = { authorization: "Bearer token-of-somebody", traceparent };
  await app.inject({ method: "GET", url: "/things/private-id?email=me@example.com", headers });
  await app.close();
  await tracing.close();
  const told = bodies.join("\n");
  expect(told).toMatch(/^\/v1\/traces /);
  for (const word of [
    "GET /things/:id",
    "http.response.status_code",
    "0af7651916cd43dd8448eb211c80319c",
    "b7ad6b7169203331",
  ])
    expect(told).toContain(word);
  expect(told).not.toMatch(/private-id|example\.com|token-of-somebody/);
});
