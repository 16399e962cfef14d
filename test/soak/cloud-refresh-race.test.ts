import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { refreshRounds } from "#test/fixtures/cloud/refresh-race.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";

test("300 rounds of 20 concurrent refreshes: one rotation each, nobody logged out", async () => {
  const lab = await CloudLab.open(1_000_000);
  const person = await TestPerson.join(lab);
  expect(await refreshRounds(person, 300, 20)).toEqual({ rotations: 300, refused: 0, differing: 0 });
  const first = person.refreshToken;
  await person.refresh();
  lab.pass(60_000);
  expect((await person.refresh(first)).body["code"]).toBe("REFRESH_REUSED");
});
