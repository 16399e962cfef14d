import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { refreshRounds } from "#test/fixtures/cloud/refresh-race.ts";
import { TestDevice, TestPerson } from "#test/fixtures/cloud/test-person.ts";

test("twenty requests at once with one refresh token rotate it once, and none of them is logged out", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  expect(await refreshRounds(person, 6, 20)).toEqual({ rotations: 6, refused: 0, differing: 0 });
});

test("a refresh token that was replaced is good for half a minute, then its use ends the sign-in and warns by letter", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const first = person.refreshToken;
  const second = await person.refresh();
  expect(second.status).toBe(200);
  lab.pass(20_000);
  const again = await person.refresh(first);
  expect(again.body["refresh_token"]).toBe(second.body["refresh_token"]);
  lab.pass(20_000);
  const stolen = await person.refresh(first);
  expect(stolen.body["code"]).toBe("REFRESH_REUSED");
  // The whole family is over: the newest token, and every access token of that sign-in.
  expect((await person.refresh(String(second.body["refresh_token"]))).body["code"]).toBe("REFRESH_REFUSED");
  expect((await person.get("/users/me")).status).toBe(401);
  expect((await lab.letters(person.email))[0]?.subject).toBe("A Fairlead sign-in was ended");
});

test("two generations old is too old, however soon it comes", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const first = person.refreshToken;
  const second = String((await person.refresh()).body["refresh_token"]);
  expect((await person.refresh(second)).status).toBe(200);
  expect((await person.refresh(first)).body["code"]).toBe("REFRESH_REUSED");
});

test("a copied refresh token is worth nothing without the device's key, and using it ends the sign-in", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const thief = await person.refresh(person.refreshToken, new TestDevice());
  expect(thief.body["code"]).toBe("DEVICE_PROOF_WRONG");
  expect((await person.refresh()).body["code"]).toBe("REFRESH_REFUSED");
});

test("a proof serves for the one token it names", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const oldProof = await person.device.proof(person.refreshToken);
  const next = String((await person.refresh()).body["refresh_token"]);
  const replayed = await lab.call("POST", "/auth/refresh", { body: { refresh_token: next, proof: oldProof } });
  expect(replayed.body["code"]).toBe("DEVICE_PROOF_WRONG");
});

test("made-up, foreign and altered refresh tokens are refused without ending anybody's sign-in", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const [head, generation, mac = ""] = person.refreshToken.split(".");
  const flipped = `${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`;
  for (const forged of [`${head}.${generation}.${flipped}`, `${head}.2.${mac}`, "flr_x"]) {
    expect((await person.refresh(forged)).body["code"]).toBe("REFRESH_REFUSED");
  }
  expect((await person.refresh()).status).toBe(200);
});

test("a device without a key gets no refresh token, and a sign-in that rests for thirty days ends", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const plain = await lab.call("POST", "/users/login", {
    body: { email: person.email, password: "plenty wide horse 77 zq" },
  });
  expect(plain.body).toMatchObject({ mfa_required: false, refresh_token: null });
  lab.pass(29 * 86_400_000);
  const kept = await person.refresh();
  expect(kept.status).toBe(200);
  lab.pass(31 * 86_400_000);
  expect((await person.refresh(String(kept.body["refresh_token"]))).body["code"]).toBe("REFRESH_REFUSED");
});
