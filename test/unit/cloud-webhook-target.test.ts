import { expect, test } from "vitest";
import { Problem } from "#cloud/http/problem.ts";
import { DeliveryFault, guardedPost } from "#cloud/webhooks/guarded-post.ts";
import { mayReach, networksOf } from "#cloud/webhooks/own-networks.ts";
import { signedHeaders } from "#cloud/webhooks/signature.ts";
import { targetOf } from "#cloud/webhooks/target-url.ts";

const NOWHERE = { own: networksOf([]), plain: false };
const refused = (text: string): string => {
  try {
    return targetOf(text, NOWHERE).href;
  } catch (fault) {
    return fault instanceof Problem ? fault.code : String(fault);
  }
};

test("an operator's own network is reached only where it was named", () => {
  const own = networksOf(["10.1.0.0/16", "fd00:1::/32"]);
  expect(
    ["10.1.2.3", "fd00:1::5", "10.2.0.1", "fd00:2::1", "127.0.0.1"].map((address) => mayReach(address, own)),
  ).toEqual([true, true, false, false, false]);
});

test("addresses that are local in any spelling, plain, with a user, or to another service's port are refused", () => {
  for (const text of [
    "http://example.com/",
    "ftp://example.com/",
    "https://user:pass@example.com/",
    "https://example.com/#x",
    "https://example.com:22/",
    "https://example.com:25/",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://printer.local/",
    "https://db.internal/",
    "https://intranet/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://１２７.０.０.１/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "//example.com",
  ])
    expect({ text, code: refused(text) }).toEqual({ text, code: "WEBHOOK_URL_REFUSED" });
  expect(refused("https://hooks.example.com/a?b=c")).toBe("https://hooks.example.com/a?b=c");
  expect(refused("https://hooks.example.com:8443/")).toBe("https://hooks.example.com:8443/");
});

test("a name is looked up once, and one address of it that is ours is enough to refuse it", async () => {
  const url = new URL("https://rebind.example/");
  let asked = 0;
  const answers =
    (...addresses: string[]) =>
    async () => {
      asked += 1;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    };
  const code = async (resolve: Parameters<typeof guardedPost>[4]): Promise<string> =>
    guardedPost(url, {}, "{}", NOWHERE, resolve, 1_000).then(String, (fault: unknown) =>
      fault instanceof DeliveryFault ? fault.code : String(fault),
    );
  expect(await code(answers("127.0.0.1"))).toBe("ADDRESS_REFUSED");
  expect(await code(answers("8.8.8.8", "10.0.0.1"))).toBe("ADDRESS_REFUSED");
  expect(await code(answers("::ffff:10.0.0.1"))).toBe("ADDRESS_REFUSED");
  expect(await code(answers())).toBe("NAME_UNKNOWN");
  expect(asked).toBe(4);
});

test("a delivery's signature is the one of the published specification's vector", () => {
  // standard-webhooks/standard-webhooks, libraries/javascript: test "sign function works".
  const headers = signedHeaders(
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    '{"test": 2432232314}',
    1_614_265_330_000,
  );
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  expect(headers["webhook-timestamp"]).toBe("1614265330");
});
