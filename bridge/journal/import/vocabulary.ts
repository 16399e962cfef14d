import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { Side } from "#shared/trading/trades/closed-trade.ts";

/*
 * Words that are known spare an inference: where a report uses others, sides.ts and directions.ts find out from the
 * figures which is which.
 */
const BUY =
  "buy long compra comprar покупка купить купівля kauf kaufen achat acheter acquisto koop beli 买入 買入 买 買 buying شراء alış alis 買い 매수 mua kupno nákup αγορά ซื้อ خرید";
const SELL =
  "sell short venta vender venda продажа продать продаж verkauf verkaufen vente vendre vendita verkoop jual 卖出 賣出 卖 賣 selling بيع satış satis 売り 매도 bán sprzedaż prodej πώληση ขาย فروش";
const IN =
  "in вход вхід entrada eingang entrée entree entrata ingresso masuk 入场 進場 入 开仓 開倉 giriş giris دخول エントリー 진입 vào wejście vstup";
const OUT =
  "out выход вихід salida ausgang sortie uscita saída saida keluar 出场 出場 出 平仓 平倉 çıkış cikis خروج エグジット 청산 ra wyjście výstup";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const SIDES: readonly (readonly [Side, ReadonlySet<string>])[] = [
  ["buy", words(BUY)],
  ["sell", words(SELL)],
];
const [INS, OUTS] = [words(IN), words(OUT)];

/** Which side a word means; undefined: not known. */
export const sideWord = (text: string): Side | undefined =>
  SIDES.find(([, known]) => known.has(text.toLowerCase()))?.[0];

/**
 * Whether a word is that of a deal which the broker took back (DEAL_TYPE_BUY_CANCELED, DEAL_TYPE_SELL_CANCELED): its profit
 * is 0 in the list, what it had brought is booked apart, as money.
 */
export const isTakenBack = (text: string): boolean =>
  /cancel|отмен|скасован|annul|storn|dibatal|iptal|取消|撤销|キャンセル|취소|إلغاء|ملغ/i.test(text);

/** Which direction a word means; undefined: not known. */
export function directionWord(text: string): BrokerDeal["entry"] | undefined {
  const word = text.toLowerCase();
  if (INS.has(word)) return "in";
  if (OUTS.has(word)) return "out";
  if (/^(in\s*\/?\s*out|inout)$/.test(word)) return "inOut";
  if (/^(out\s*by|outby|close\s*by)$/.test(word)) return "outBy";
  const [first, second] = word.split(/\s*\/\s*/);
  if (second !== undefined && INS.has(first ?? "") && OUTS.has(second)) return "inOut";
  return undefined;
}

const CASH: readonly (readonly [RegExp, BrokerDeal["kind"]])[] = [
  [/credit|кредит|crédito|kredit|crédit|kredyt|tín dụng|信用|クレジット|신용|ائتمان/, "credit"],
  [/bonus|бонус|bono|赠金|贈金/, "bonus"],
  [/correction|коррекц|ajuste|korrektur|koreksi|修正/, "correction"],
  [/commission|комисс|comisi|provision|komisi|佣金|手续费/, "commission"],
  [/dividend|дивиденд|dividendo|股息|分红/, "dividend"],
  [/interest|процент|zinsen|bunga|利息/, "interest"],
  [/\btax|налог|impuesto|steuer|pajak|税/, "tax"],
  [/charge|сбор|cargo|gebühr|biaya|费用/, "charge"],
];

/** What a row of money without a trade is; a word that is not known is a deposit or withdrawal. */
export const cashWord = (text: string): BrokerDeal["kind"] =>
  CASH.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1] ?? "balance";
