import { expect, test } from "vitest";
import { readConfig } from "#cloud/config/config.ts";
import { ConfigError } from "#cloud/config/config-error.ts";
import { networkOf } from "#cloud/http/address.ts";

const PRODUCTION = {
  NODE_ENV: "production",
  CLOUD_SECRET: "x".repeat(64),
  DATABASE_URL: "postgresql://fairlead:secret@db.internal/fairlead",
  SMTP_URL: "smtps://mail.example",
  PUBLIC_URL: "https://cloud.example",
};

test("development starts on nothing but defaults, on loopback", () => {
  expect(readConfig([], {})).toMatchObject({
    mode: "development",
    host: "127.0.0.1",
    port: 8000,
    databaseUrl: undefined,
    smtpUrl: undefined,
  });
  expect(readConfig(["--port", "9001", "--roles", "jobs"], { API_PORT: "7" })).toMatchObject({
    port: 9001,
    roles: new Set(["jobs"]),
  });
});

test("production starts with everything it needs, and with any one of them missing it names just that one", () => {
  expect(readConfig([], PRODUCTION)).toMatchObject({ mode: "production", publicUrl: "https://cloud.example" });
  for (const name of ["CLOUD_SECRET", "DATABASE_URL", "SMTP_URL", "PUBLIC_URL"]) {
    const lines = faultsOf({ ...PRODUCTION, [name]: "" });
    expect(lines.filter((line) => !line.startsWith(name))).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
  }
});

test("a gateway that does not write down itself must know who does", () => {
  const split = { ...PRODUCTION, CLOUD_ROLES: "api,gateway" };
  expect(faultsOf(split).map((line) => line.split(" ")[0])).toEqual(["CLOUD_INGEST_URL"]);
  expect(faultsOf({ ...split, CLOUD_INGEST_URL: "redis://x" })).toHaveLength(1);
  expect(readConfig([], { ...split, CLOUD_INGEST_URL: "http://ingest:8000" })).toMatchObject({
    roles: new Set(["api", "gateway"]),
    ingestUrl: "http://ingest:8000",
  });
  expect(readConfig(["--roles", "ingest"], PRODUCTION)).toMatchObject({
    roles: new Set(["ingest"]),
    ingestUrl: undefined,
  });
});

test("what is wrong is refused in words, and no secret is repeated", () => {
  const lines = faultsOf({
    ...PRODUCTION,
    PUBLIC_URL: "http://cloud.example",
    CORS_ORIGINS: "https://a.example/path",
    API_PORT: "99999",
    CLOUD_SECRET: "hunter2",
  });
  expect(lines.map((line) => line.split(/[ :]/)[0])).toEqual(["CLOUD_SECRET", "99999", "PUBLIC_URL", "CORS_ORIGINS"]);
  expect(lines.join("\n")).not.toContain("hunter2");
});

test("addresses count by what their owner was given: one IPv4 address, or a /64 of IPv6", () => {
  expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("2001:db8:0:1:aaaa::1")).toBe(networkOf("2001:0db8:0000:0001:bbbb::2"));
  expect(networkOf("2001:db8:0:1::1")).not.toBe(networkOf("2001:db8:0:2::1"));
});

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig([], env);
    return [];
  } catch (fault) {
    expect(fault).toBeInstanceOf(ConfigError);
    return (fault as Error).message.split("\n");
  }
}
