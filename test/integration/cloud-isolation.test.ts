import fc from "fast-check";
import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { callRoute, modelTenant, replayAsAnother } from "#test/fixtures/cloud/isolation-model.ts";
import { registeredRoutes, routesOf } from "#test/fixtures/cloud/route-table.ts";
import { openGateway } from "#test/fixtures/cloud/sync-desktop.ts";

test("every route, socket event and stream, replayed with another tenant's ids, tells nothing of theirs and changes nothing of theirs", async () => {
  const lab = await CloudLab.open(1_000_000);
  const { steps } = await replayAsAnother(lab, await openGateway(lab), 120);
  expect(steps).toBeGreaterThan(300);
});

test("without a sign-in every route that is not public says so, and says nothing else", async () => {
  const lab = await CloudLab.open(1_000_000);
  const routes = await routesOf(lab);
  const open = [];
  for (const route of routes) {
    const answer = await callRoute(lab, route, undefined, "01a1fd5a-0000-7000-8000-000000000000");
    if (answer.body["code"] !== "UNAUTHENTICATED") open.push(`${route.method} ${route.path.replace("/api/v1", "")}`);
  }
  expect(open.toSorted()).toEqual([
    "GET /.well-known/jwks.json",
    "GET /health/live",
    "GET /health/ready",
    // This machine only, and only where no SMTP is set up.
    "GET /mailbox",
    "GET /plans",
    "POST /auth/login",
    "POST /auth/mfa/verify",
    "POST /auth/password/reset",
    "POST /auth/password/reset/confirm",
    "POST /auth/refresh",
    "POST /auth/register",
    "POST /users/login",
    "POST /users/register",
  ]);
});

test("the documentation lists every route there is", async () => {
  const lab = await CloudLab.open();
  const listed = new Set((await routesOf(lab)).map(({ method, path }) => `${method} ${path}`));
  const there = registeredRoutes(lab).filter((route) => !/ \/docs| \*$/.test(route));
  expect(there.length).toBeGreaterThan(60);
  expect(there.filter((route) => !listed.has(route))).toEqual([]);
});

test("whatever tenants do in whatever order, each sees exactly its own accounts", async () => {
  const lab = await CloudLab.open(1_000_000);
  const tenants = [await modelTenant(lab, 0), await modelTenant(lab, 1), await modelTenant(lab, 2)];
  let login = 100;
  const step = fc.record({
    who: fc.nat(2),
    target: fc.nat(2),
    verb: fc.constantFrom("add", "rename", "remove", "list"),
    nth: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      for (const { who, target, verb, nth } of steps) {
        const [me, owner] = [tenants[who], tenants[target]];
        if (me === undefined || owner === undefined) continue;
        const ids = [...owner.accounts.keys()];
        const id = ids[nth % Math.max(1, ids.length)] ?? "01a1fd5a-0000-7000-8000-000000000000";
        const mine = me.accounts.has(id);
        if (verb === "add") {
          login += 1;
          const { body } = await me.person.post("/accounts", {
            broker_server: "S",
            login,
            account_name: me.marker,
            account_type: "demo",
          });
          me.accounts.set(String(body["account_id"]), me.marker);
        } else if (verb === "rename") {
          const { status } = await me.person.put(`/accounts/${id}`, { account_name: `${me.marker} ${nth}` });
          expect(status).toBe(mine ? 200 : 404);
          if (mine) me.accounts.set(id, `${me.marker} ${nth}`);
        } else if (verb === "remove") {
          expect((await me.person.delete(`/accounts/${id}`)).status).toBe(mine ? 200 : 404);
          if (mine) me.accounts.delete(id);
        } else {
          const { items } = (await me.person.get("/accounts?limit=100")).body as {
            items: { account_id: string; account_name: string }[];
          };
          expect(new Map(items.map(({ account_id, account_name }) => [account_id, account_name]))).toEqual(me.accounts);
        }
      }
    }),
    { numRuns: 12 },
  );
});
