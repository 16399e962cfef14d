import { expect, test } from "vitest";
import { LookChoices } from "#renderer/services/look-choices.ts";
import { KeyedStore } from "#renderer/stores/keyed-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { Setting, SettingValue } from "#shared/contract/settings.ts";

const KEY = "appearance.language";
const setting = (value: SettingValue, layer: Setting["layer"] = "default"): Setting => ({ key: KEY, value, layer });

/** The look's choices before a bridge that is away, answers, or refuses. */
function window() {
  const settings = new KeyedStore<string, Setting>();
  const asked: SettingValue[] = [];
  let bridge: (value: SettingValue) => Promise<Setting> = () => Promise.reject(new FairleadError("WIRE_CLOSED"));
  const look = new LookChoices(settings, ({ value }) => {
    asked.push(value);
    return bridge(value);
  });
  return {
    settings,
    asked,
    look,
    shown: () => settings.get(KEY)?.value,
    tell: (value: SettingValue) => settings.apply({ set: look.over([[KEY, setting(value)]]) }),
    answer: (how: typeof bridge) => {
      bridge = how;
    },
  };
}
const takes = (value: SettingValue): Promise<Setting> => Promise.resolve(setting(value, "user"));

test("a language chosen before the bridge answers stays, and the bridge is told of it when it is there", async () => {
  const { look, shown, tell, answer, asked, settings } = window();
  await look.choose(KEY, "id");
  expect(shown()).toBe("id");
  answer(takes);
  look.connected();
  tell("system");
  expect(shown()).toBe("id");
  await expect.poll(() => settings.get(KEY)?.layer).toBe("user");
  expect([shown(), asked]).toEqual(["id", ["id", "id"]]);
  tell("en");
  expect(shown()).toBe("en");
});

test("what the bridge says while it has not answered yet does not take a choice back", async () => {
  const { look, shown, tell, answer } = window();
  const { promise, resolve } = Promise.withResolvers<Setting>();
  answer(() => promise);
  tell("en");
  const chosen = look.choose(KEY, "id");
  tell("en");
  expect(shown()).toBe("id");
  resolve(setting("id", "user"));
  await chosen;
  expect(shown()).toBe("id");
});

test("a choice that the bridge refuses is put back to what the bridge says", async () => {
  const { look, shown, tell, answer } = window();
  tell("en");
  answer(() => Promise.reject(new FairleadError("BAD_REQUEST")));
  await expect(look.choose(KEY, "id")).rejects.toThrow(FairleadError);
  expect(shown()).toBe("en");
});

test("of two choices the later one holds, whichever is answered first", async () => {
  const { look, shown, answer } = window();
  const first = Promise.withResolvers<Setting>();
  answer((value) => (value === "id" ? first.promise : takes(value)));
  const slow = look.choose(KEY, "id");
  await look.choose(KEY, "en");
  first.resolve(setting("id", "user"));
  await slow;
  expect(shown()).toBe("en");
});
