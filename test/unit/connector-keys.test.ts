import fc from "fast-check";
import { expect, test } from "vitest";
import { curveKeyPair } from "zeromq";
import { Admissions } from "#bridge/metatrader-connector/admissions.ts";
import { hashOf, newPairingCode } from "#bridge/metatrader-connector/secrets.ts";
import { isPublicKey, z85Encode } from "#bridge/metatrader-connector/z85.ts";
import { ModelLink } from "#test/fixtures/model-link.ts";
import { pairRequest } from "#test/fixtures/open-test-link.ts";

async function rotated() {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity);
  model.connector.rotateKey(terminal.id);
  const { nonce } = (await peer.next("RotateKey")).fields;
  const fresh = curveKeyPair();
  await peer.send("NewKey", { fields: { nonce, publicKey: fresh.publicKey } });
  const kept = (await peer.next("NewKeyKept")).fields;
  expect(kept.nonce).toEqual(nonce);
  return { model, terminal, peer, fresh, identity: { terminal: terminal.identity.terminal, secret: kept.secret } };
}

test("after a key rotation both credentials work until the new one was used, then only the new one", async () => {
  const { model, terminal, peer, fresh, identity } = await rotated();
  peer.close();
  const old = model.peer(terminal.publicKey);
  await old.open(terminal.identity);
  old.close();
  const renewed = model.peer(fresh.publicKey);
  await renewed.open(identity);
  renewed.close();
  const late = model.peer(terminal.publicKey);
  await late.hello(terminal.identity);
  expect((await late.next("Refused")).fields.reason).toBe("wrongSecret");
});

test("new key and old secret do not go together, nor old key and new secret", async () => {
  const { model, terminal, peer, fresh, identity } = await rotated();
  peer.close();
  const mixed = model.peer(fresh.publicKey);
  await mixed.hello(terminal.identity);
  expect((await mixed.next("Refused")).fields.reason).toBe("wrongKey");
  const other = model.peer(terminal.publicKey);
  await other.hello(identity);
  expect((await other.next("Refused")).fields.reason).toBe("wrongKey");
});

test("a new key that nobody asked for is not kept", async () => {
  const model = new ModelLink();
  const terminal = model.paired();
  model.start();
  const peer = model.peer(terminal.publicKey);
  await peer.open(terminal.identity);
  await peer.send("NewKey", { fields: { nonce: new Uint8Array(16), publicKey: curveKeyPair().publicKey } });
  await model.clock.advance(1);
  expect(model.notice("KEY_NOT_ROTATED")).toHaveLength(1);
  expect(model.registry.saved.get(terminal.id)?.next).toBeNull();
});

test("a paired terminal gets a secret of which only the hash is kept, and hears it again until it has used it", async () => {
  const model = new ModelLink().start();
  const keys = curveKeyPair();
  model.connector.pairing.open();
  const ask = pairRequest(keys, model.code ?? "");
  const peer = model.peer(keys.publicKey);
  await peer.send("PairRequest", { fields: ask });
  expect((await peer.next("PairReply")).fields.status).toBe("waiting");
  const id = model.connector.pairing.confirm(model.pairing?.requests[0]?.requestId ?? "");
  const { terminal, secret } = (await peer.next("PairReply")).fields;
  const kept = model.registry.saved.get(id);
  expect(kept?.current.publicKey).toBe(keys.publicKey);
  expect(kept?.current.secretHash).toEqual(hashOf(secret));
  expect(model.code).toBeNull();
  await peer.send("PairRequest", { fields: ask });
  expect((await peer.next("PairReply")).fields.secret).toEqual(secret);
  await model.peer(keys.publicKey).open({ terminal, secret });
  await peer.send("PairRequest", { fields: ask });
  expect((await peer.next("PairReply")).fields.status).toBe("refused");
});

test("a terminal that is declined is told so, and is not paired", async () => {
  const model = new ModelLink().start();
  const keys = curveKeyPair();
  model.connector.pairing.open();
  const peer = model.peer(keys.publicKey);
  await peer.send("PairRequest", { fields: pairRequest(keys, model.code ?? "") });
  await peer.next("PairReply");
  model.connector.pairing.decline(model.pairing?.requests[0]?.requestId ?? "");
  expect((await peer.next("PairReply")).fields).toMatchObject({ status: "refused", reason: 6 });
  expect(model.registry.saved.size).toBe(0);
  expect(() => model.connector.pairing.confirm("pair-1")).toThrow(
    expect.objectContaining({ code: "PAIRING_NOT_FOUND" }),
  );
});

test("a terminal that was declined is asked about again when the user opens pairing anew", async () => {
  const model = new ModelLink().start();
  const keys = curveKeyPair();
  const peer = model.peer(keys.publicKey);
  const ask = () => peer.send("PairRequest", { fields: pairRequest(keys, model.code ?? "") });
  model.connector.pairing.open();
  await ask();
  expect((await peer.next("PairReply")).fields.status).toBe("waiting");
  model.connector.pairing.decline(model.pairing?.requests[0]?.requestId ?? "");
  expect((await peer.next("PairReply")).fields.status).toBe("refused");
  await ask();
  expect((await peer.next("PairReply")).fields.status).toBe("refused");
  model.connector.pairing.open();
  await ask();
  expect((await peer.next("PairReply")).fields.status).toBe("waiting");
  const id = model.connector.pairing.confirm(model.pairing?.requests[0]?.requestId ?? "");
  expect((await peer.next("PairReply")).fields.status).toBe("confirmed");
  expect(model.registry.saved.get(id)?.state).toBe("paired");
});

test("what the user confirms is what was shown: plain words, and another request when the program changes its story", async () => {
  const model = new ModelLink().start();
  model.connector.pairing.open();
  const keys = curveKeyPair();
  const peer = model.peer(keys.publicKey);
  const ask = async (over: Partial<ReturnType<typeof pairRequest>>): Promise<void> => {
    await peer.send("PairRequest", { fields: { ...pairRequest(keys, model.code ?? ""), ...over } });
    await peer.next("PairReply");
  };
  await ask({ server: "Harbour\u202e-evil\n\u0007Demo", company: "A\u200bB" });
  const [shown] = model.pairing?.requests ?? [];
  expect(shown).toMatchObject({ server: "Harbour -evil Demo", company: "A B" });
  await ask({ server: "Harbour\u202e-evil\n\u0007Demo", company: "A\u200bB" });
  expect(model.pairing?.requests).toEqual([shown]);
  await ask({ server: "Elsewhere-Live", tradeMode: "real" });
  const [changed, ...others] = model.pairing?.requests ?? [];
  expect(changed).toMatchObject({ server: "Elsewhere-Live", nature: "live" });
  expect(others).toEqual([]);
  expect(() => model.connector.pairing.confirm(shown?.requestId ?? "")).toThrow(/gone/);
  const id = model.connector.pairing.confirm(changed?.requestId ?? "");
  expect(model.connector.links().find(({ terminalId }) => terminalId === id)?.name).toBe("Harbour Markets 7001");
});

test("a terminal removed before its first Hello is not handed its old, void secret again", async () => {
  const model = new ModelLink().start();
  const keys = curveKeyPair();
  const peer = model.peer(keys.publicKey);
  const ask = () => peer.send("PairRequest", { fields: pairRequest(keys, model.code ?? "") });
  model.connector.pairing.open();
  await ask();
  await peer.next("PairReply");
  const id = model.connector.pairing.confirm(model.pairing?.requests[0]?.requestId ?? "");
  await peer.next("PairReply");
  model.connector.remove(id);
  model.connector.pairing.open();
  await ask();
  expect((await peer.next("PairReply")).fields.status).toBe("waiting");
});

test("a handshake can be claimed once, by its own key, on its own socket, and not for ever", () => {
  let now = 0;
  const admissions = new Admissions(15_000, () => now);
  admissions.admitted("control", "A");
  expect(admissions.claim("control", ["B"])).toBeNull();
  expect(admissions.claim("data", ["A"])).toBeNull();
  expect(admissions.claim("control", ["B", "A"])).toBe("A");
  expect(admissions.claim("control", ["A"])).toBeNull();
  admissions.admitted("control", "A");
  now = 15_001;
  expect(admissions.claim("control", ["A"])).toBeNull();
});

test("z85 text of a key is the one that libzmq makes", () => {
  // The vector of rfc.zeromq.org/spec/32.
  expect(z85Encode(Uint8Array.of(0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b))).toBe("HelloWorld");
  fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => isPublicKey(z85Encode(key))));
  expect(isPublicKey(curveKeyPair().publicKey)).toBe(true);
  expect(isPublicKey("x".repeat(39))).toBe(false);
  expect(isPublicKey(`${"x".repeat(39)}~`)).toBe(false);
});

test("pairing codes hold 125 random bits in letters that cannot be mistaken", () => {
  const codes = new Set(Array.from({ length: 1_000 }, newPairingCode));
  expect(codes.size).toBe(1_000);
  for (const code of codes) expect(code).toMatch(/^([2-9A-HJ-NP-Z]{5}-){4}[2-9A-HJ-NP-Z]{5}$/);
});
