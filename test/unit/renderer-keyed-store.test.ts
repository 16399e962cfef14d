import { expect, test } from "vitest";
import { keepEqual, latestInto } from "#renderer/bridge/latest-into.ts";
import { KeyedStore } from "#renderer/stores/keyed-store.ts";

interface Item {
  readonly id: string;
  readonly value: number;
}
const item = (id: string, value: number): Item => ({ id, value });

function filled() {
  const store = new KeyedStore<string, Item>();
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  const observer = latestInto<Item, string, Item>(
    store,
    ({ id }) => id,
    keepEqual,
    ({ value }) => value >= 0,
  );
  return { store, observer, told: () => told, values: () => store.all().map(({ id, value }) => `${id}${value}`) };
}

test("a batch is told once, and what did not change is not told at all", () => {
  const { observer, told, store } = filled();
  observer.reset?.();
  void observer.items([item("a", 1), item("b", 2)]);
  expect(told()).toBe(1);
  const before = store.all();
  observer.reset?.();
  void observer.items([item("a", 1), item("b", 2)]);
  expect(told()).toBe(1);
  expect(store.all()).toBe(before);
});

test("after a reconnect the old values stay until the new ones are there, then only those", () => {
  const { observer, values } = filled();
  void observer.items([item("a", 1), item("b", 2)]);
  observer.reset?.();
  expect(values()).toEqual(["a1", "b2"]);
  void observer.items([item("b", 3)]);
  expect(values()).toEqual(["b3"]);
  void observer.items([item("c", 4)]);
  expect(values()).toEqual(["b3", "c4"]);
});

test("what vanished or does not belong any more is dropped", () => {
  const { observer, values } = filled();
  void observer.items([item("a", 1), item("b", 2)]);
  void observer.items([item("a", -1)]);
  expect(values()).toEqual(["b2"]);
  observer.gone?.(["b"]);
  expect(values()).toEqual([]);
});
