import { expect, test } from "vitest";
import { NettingDuties } from "#test/fixtures/trading/netting-duties.ts";

const MINUTE = 60_000;

test("after MT5's program has closed a duty's own lots, the strangers' lots of the position are left alone", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 1.2);
  await story.look(MINUTE + 100);
  story.programCloses(1, 0.5);
  await story.look(1_100);
  await story.look(MINUTE);
  expect(story.closes()).toEqual([]);
  expect(story.duties()).toEqual([]);
  expect(story.codes).toEqual([]);
});

test("where MT5's program has not closed, exactly the duty's own lots are closed, never the strangers'", async () => {
  const story = new NettingDuties();
  story.stranger("buy", 1.2);
  story.opens(1, { lots: 0.5 });
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([{ lots: 0.5, side: "buy" }]);
  await story.look(MINUTE);
  expect(story.closes()).toHaveLength(1);
  story.closeFills(0.5);
  await story.look(MINUTE);
  expect(story.closes()).toHaveLength(1);
  expect(story.duties()).toEqual([]);
});

test("what MT5's program closed of it in part is not closed twice", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 1);
  await story.look(MINUTE);
  story.programCloses(1, 0.2);
  await story.look(1_100);
  expect(story.closes()).toEqual([{ lots: 0.3, side: "buy" }]);
});

test("a close that the snapshot shows before its deal has come is waited for, also over a restart", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 1.2);
  await story.look(MINUTE);
  const told = story.programCloses(1, 0.5, { isTold: false });
  await story.look(1_100);
  story.restart();
  await story.look(5_000);
  expect(story.closes()).toEqual([]);
  expect(story.duties()).toHaveLength(1);
  told();
  await story.look(100);
  expect(story.closes()).toEqual([]);
  expect(story.duties()).toEqual([]);
});

test("a deal that has come before the snapshot that shows it is waited with, too", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 1.2);
  await story.look(MINUTE);
  story.programCloses(1, 0.5);
  story.shows(1.7);
  await story.look(1_100);
  expect(story.closes()).toEqual([]);
  expect(story.duties()).toHaveLength(1);
  story.shows(1.2);
  await story.look(100);
  expect(story.duties()).toEqual([]);
});

test("a restart between a close of ours and its deal does not send it again", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 1.2);
  await story.look(MINUTE + 1_100);
  const told = story.closeFills(0.5, { isTold: false });
  story.restart();
  await story.look(6_000);
  told();
  await story.look(6_000);
  expect(story.closes()).toHaveLength(1);
  expect(story.duties()).toEqual([]);
});

test("a close that is known to be filled is not sent again while neither snapshot nor deals show it", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 1.2);
  await story.look(MINUTE + 1_100);
  const told = story.closeFills(0.5, { isTold: false });
  story.shows(1.7);
  await story.look(6_000);
  expect(story.closes()).toHaveLength(1);
  told();
  story.shows(1.2);
  await story.look(6_000);
  expect(story.closes()).toHaveLength(1);
  expect(story.duties()).toEqual([]);
});

test("two duties of one position each close their own lots, and one's close does not count for the other", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.opens(2, { lots: 0.3 });
  story.stranger("buy", 1);
  expect(story.duties()).toHaveLength(2);
  story.restart();
  await story.look(MINUTE);
  story.programCloses(1, 0.5);
  await story.look(1_100);
  expect(story.closes()).toEqual([{ lots: 0.3, side: "buy" }]);
  story.closeFills(0.3);
  await story.look(MINUTE);
  expect(story.closes()).toHaveLength(1);
  expect(story.duties()).toEqual([]);
});

test("with MT5's program silent two duties are closed one after the other, by their lots", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.opens(2, { lots: 0.3 });
  story.stranger("buy", 1);
  await story.look(MINUTE + 1_100);
  story.closeFills(0.5);
  await story.look(100);
  story.closeFills(0.3);
  await story.look(MINUTE);
  expect(story.closes()).toEqual([
    { lots: 0.5, side: "buy" },
    { lots: 0.3, side: "buy" },
  ]);
  expect(story.duties()).toEqual([]);
});

test("a position that was turned round ends the duty", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("sell", 2);
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([]);
  expect(story.duties()).toEqual([]);
});

test("a position that was turned round and back while nobody looked holds none of the duty's lots", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("sell", 2);
  story.stranger("buy", 3);
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([]);
  expect(story.duties()).toEqual([]);
});

test("an order that turned a position round owes only what it opened", async () => {
  const story = new NettingDuties();
  story.stranger("sell", 1);
  story.opens(1, { lots: 3 });
  story.stranger("buy", 5);
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([{ lots: 2, side: "buy" }]);
});

test("a duty never closes more than the position holds", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 1 });
  story.stranger("sell", 0.6);
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([{ lots: 0.4, side: "buy" }]);
});

test("a part that is filled after the first part was closed is closed as well, and nothing else", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 1, filled: 0.4 });
  story.stranger("buy", 2);
  await story.look(MINUTE);
  story.programCloses(1, 0.4);
  await story.look(1_100);
  expect(story.closes()).toEqual([]);
  expect(story.duties()).toHaveLength(1);
  story.restart();
  story.fills(1, 0.6);
  await story.look(1_100);
  expect(story.closes()).toEqual([{ lots: 0.6, side: "buy" }]);
  story.closeFills(0.6);
  await story.look(100);
  expect(story.duties()).toEqual([]);
});

test("what the session has closed of its own trade is not closed again out of the strangers' lots", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5, trade: 1 });
  story.opens(2, { lots: 0.3, trade: 2 });
  story.stranger("buy", 1);
  story.sessionCloses(1, 0.5);
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([{ lots: 0.3, side: "buy" }]);
});

test("a flatten of MT5's program counts, one of another installation or by hand is somebody else's", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 2);
  story.flattens(0.2);
  story.stranger("sell", 0.3);
  story.flattens(0.2, { installation: 77 });
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([{ lots: 0.3, side: "buy" }]);
});

test("of a position older than the history that is kept, the own lots are closed once history is known to be whole", async () => {
  const story = new NettingDuties();
  story.holdsSince("buy", 2);
  story.opens(1, { lots: 0.5 });
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([]);
  await story.look(2 * MINUTE);
  expect(story.closes()).toEqual([]);
  story.historyIsRead();
  await story.look(100);
  expect(story.closes()).toEqual([{ lots: 0.5, side: "buy" }]);
});

test("lots are cut to the volume step, and a rest below it ends the duty", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.505 });
  story.stranger("buy", 1);
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([{ lots: 0.5, side: "buy" }]);
  story.closeFills(0.5);
  await story.look(MINUTE);
  expect(story.closes()).toHaveLength(1);
  expect(story.duties()).toEqual([]);
});

test("without its stop, too, only the fill's own lots are closed", async () => {
  const story = new NettingDuties();
  story.stranger("buy", 1);
  story.opens(1, { lots: 0.5, stopWithinMs: 2_000 });
  await story.look(3_100);
  expect(story.closes()).toEqual([{ lots: 0.5, side: "buy" }]);
  expect(story.codes).toEqual(["STOP_MISSING"]);
});

test("a ledger that cannot be read closes nothing that may be the strangers'", async () => {
  const story = new NettingDuties();
  story.opens(1, { lots: 0.5 });
  story.stranger("buy", 1);
  story.isReadable = false;
  await story.look(MINUTE + 1_100);
  expect(story.closes()).toEqual([]);
  story.isReadable = true;
  await story.look(100);
  expect(story.closes()).toEqual([{ lots: 0.5, side: "buy" }]);
});
