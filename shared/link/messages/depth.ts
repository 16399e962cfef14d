import { BookSide, BookStatus } from "../codes.ts";
import { code, f64, message, ms, record, text, u32 } from "../schema.ts";

const BookWish = record("BookWishRecord", { book: u32, symbol: text(32) });

export const BookFollow = message("BookFollow", {
  code: 70,
  from: "bridge",
  socket: "control",
  doc: "Names every symbol whose depth of market is wanted from now on, and how often an image of one may come at most. Replaces the set before; without records nothing is wanted any more.",
  fields: { request: u32, everyMs: u32 },
  items: BookWish,
});

const BookState = record("BookStateRecord", { book: u32, status: code(BookStatus), error: u32 });

export const BookFollowed = message("BookFollowed", {
  code: 71,
  from: "ea",
  socket: "control",
  doc: "Answers BookFollow, an item a book. `error` is MQL5's GetLastError() where MT5 refused.",
  fields: { request: u32 },
  items: BookState,
});

const BookLevel = record("BookLevelRecord", { side: code(BookSide), price: f64, volume: f64 });

export const BookImage = message("BookImage", {
  code: 72,
  from: "ea",
  socket: "data",
  doc: "A book as a whole, in MT5's order; MT5 tells no differences. `levels` is how many there were: more than come are cut. Not acknowledged: the next image replaces it.",
  fields: { book: u32, brokerMs: ms, levels: u32 },
  items: BookLevel,
});
