import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "#cloud/database/ids.ts";
import { AccessTokens } from "#cloud/identity/access-tokens.ts";
import { PasswordHasher } from "#cloud/identity/password-hasher.ts";
import { weakness } from "#cloud/identity/password-rules.ts";
import { KeyRing } from "#cloud/keys/key-ring.ts";
import { periodEnd } from "#cloud/plans/subscriptions.ts";

const [OLD, NEW] = ["the-old-root-secret-of-this-test-000000000001", "the-new-root-secret-of-this-test-000000000002"];

test("a rotated secret signs and seals anew, while what the old one made stays good until it is taken off the list", async () => {
  const before = new KeyRing([OLD]);
  const during = new KeyRing([NEW, OLD]);
  const after = new KeyRing([NEW]);
  const sealed = before.seal("totp", "user-1", "a secret");
  expect(during.open("totp", "user-1", sealed)).toBe("a secret");
  expect(() => after.open("totp", "user-1", sealed)).toThrow(/No secret on the list/);
  expect(during.seal("totp", "user-1", "x").startsWith(after.kid)).toBe(true);
  const clock = (): number => Date.now();
  const token = await new AccessTokens(before, "http://c", clock).issue("access", { userId: "u", sessionId: "s" });
  expect(await new AccessTokens(during, "http://c", clock).read("access", token)).toEqual({
    userId: "u",
    sessionId: "s",
  });
  expect(await new AccessTokens(after, "http://c", clock).read("access", token)).toBeUndefined();
  expect(await new AccessTokens(before, "http://other", clock).read("access", token)).toBeUndefined();
});

test("what is sealed opens for its own purpose and owner only, and any changed byte is noticed", () => {
  const keys = new KeyRing([OLD]);
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (plain, owner, at) => {
      const sealed = keys.seal("mail", owner, plain);
      expect(keys.open("mail", owner, sealed)).toBe(plain);
      expect(() => keys.open("totp", owner, sealed)).toThrow();
      expect(() => keys.open("mail", `${owner}x`, sealed)).toThrow();
      const [kid, nonce, body = ""] = sealed.split(".");
      const bytes = Buffer.from(body, "base64url");
      const index = at % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      expect(() => keys.open("mail", owner, `${kid}.${nonce}.${bytes.toString("base64url")}`)).toThrow();
    }),
    { numRuns: 50 },
  );
});

test("ids are UUIDv7: they sort by the time they were made", () => {
  const ids = [1, 5, 1_000, 1_700_000_000_000, 1_700_000_000_001].map((now) => newId(now));
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("passwords made of known words, dates, runs or one's own name are weak; a phrase of one's own is not", () => {
  for (const weak of [
    "P@ssw0rd2024!",
    "iloveyou123456",
    "qwertyuiop1234",
    "Liverpool2019!",
    "maryjane-maryjane",
    "abcabcabcabc",
    "1234567890ab",
  ]) {
    expect({ weak, why: weakness(weak, ["maryjane@example.com"]) }).toEqual({ weak, why: expect.any(String) });
  }
  for (const fine of ["plenty wide horse 77 zq", "kR8#vmT2!xWq", "tiga gunung biru muda"])
    expect(weakness(fine, ["maryjane@example.com"])).toBeUndefined();
});

test("the line for password hashes is bounded: who comes too late is told to come again, and the line moves on", async () => {
  const hasher = new PasswordHasher({ memoryKiB: 64, passes: 1 }, 1);
  const results = await Promise.allSettled(Array.from({ length: 80 }, () => hasher.hash("x")));
  const refused = results.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(80 - 65);
  expect(refused[0]).toMatchObject({ reason: { code: "OVERLOADED" } });
  expect(hasher.waiting).toBe(0);
  expect(await hasher.fits(await hasher.hash("right"), "right")).toBe(true);
  expect(await hasher.fits(undefined, "nobody has this password")).toBe(false);
});

test("a period ends on the same day, or the month's last one", () => {
  const end = (start: string, cycle: "monthly" | "annual"): string =>
    periodEnd(new Date(start), cycle).toISOString().slice(0, 10);
  expect(end("2026-01-31T10:00:00Z", "monthly")).toBe("2026-02-28");
  expect(end("2024-02-29T10:00:00Z", "annual")).toBe("2025-02-28");
  expect(end("2026-11-21T10:00:00Z", "monthly")).toBe("2026-12-21");
});
