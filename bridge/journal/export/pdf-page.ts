import PdfDocument from "pdfkit";

export type Pdf = InstanceType<typeof PdfDocument>;

const MARGIN = 48;
export const PAGE = {
  width: 595.28,
  height: 841.89,
  left: MARGIN,
  right: 595.28 - MARGIN,
  bottom: 841.89 - MARGIN,
} as const;
export const INK = {
  text: "#1a1d21",
  muted: "#6b7280",
  line: "#d1d5db",
  gain: "#15803d",
  loss: "#b91c1c",
  mark: "#1d4ed8",
} as const;

/** The built-in fonts know Western letters only: others are shown as "?", never as a wrong letter. */
export const printable = (text: string): string =>
  text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2013\u2014\u2212]/g, "-")
    .replace(/[^\n\u0020-\u007E\u00A0-\u00FF]/gu, "?");

/** Collects a document's bytes; `draw` fills it. */
export function pdfOf(title: string, madeMs: number, draw: (pdf: Pdf) => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pdf = new PdfDocument({
      size: "A4",
      margin: MARGIN,
      bufferPages: true,
      info: { Title: printable(title), Creator: "Fairlead", CreationDate: new Date(madeMs) },
    });
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on("error", reject);
    draw(pdf);
    numberPages(pdf);
    pdf.end();
  });
}

function numberPages(pdf: Pdf): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // Below the margin pdfkit would begin another page.
    pdf.page.margins.bottom = 0;
    pdf.font("Helvetica").fontSize(8).fillColor(INK.muted);
    pdf.text(`Fairlead · ${page + 1} / ${count}`, PAGE.left, PAGE.bottom + 14, { lineBreak: false });
  }
}

/** Begins a page when fewer than `height` points are left. */
export function room(pdf: Pdf, height: number): void {
  if (pdf.y + height > PAGE.bottom) pdf.addPage();
}

export function heading(pdf: Pdf, text: string, size = 13): void {
  room(pdf, size * 4);
  pdf.moveDown(0.6).font("Helvetica-Bold").fontSize(size).fillColor(INK.text);
  pdf.text(printable(text), PAGE.left).moveDown(0.3);
}

export function paragraph(pdf: Pdf, text: string): void {
  pdf.font("Helvetica").fontSize(9).fillColor(INK.muted).text(printable(text), PAGE.left).moveDown(0.4);
}

/** Widths in points; a cell that begins with "+" or "-" is a result and wears its colour when `signed` names its column. */
export function tableOf(
  pdf: Pdf,
  widths: readonly number[],
  head: readonly string[],
  rows: readonly (readonly string[])[],
  signed: readonly number[] = [],
): void {
  const row = (cells: readonly string[], bold: boolean): void => {
    pdf.font(bold ? "Helvetica-Bold" : "Helvetica").fontSize(8);
    const texts = cells.map(printable);
    const height =
      Math.max(...texts.map((text, at) => pdf.heightOfString(text, { width: (widths[at] ?? 60) - 6 }))) + 5;
    room(pdf, height);
    const { y } = pdf;
    let x: number = PAGE.left;
    for (const [at, text] of texts.entries()) {
      const width = widths[at] ?? 60;
      const result = !bold && signed.includes(at);
      pdf.fillColor(bold ? INK.muted : result ? (text.startsWith("-") ? INK.loss : INK.gain) : INK.text);
      pdf.text(text, x, y + 2, {
        width: width - 6,
        align: at === 0 ? "left" : at === cells.length - 1 && cells.length > 3 ? "left" : "right",
      });
      x += width;
    }
    pdf
      .moveTo(PAGE.left, y + height)
      .lineTo(PAGE.right, y + height)
      .lineWidth(0.4)
      .strokeColor(INK.line)
      .stroke();
    pdf.x = PAGE.left;
    pdf.y = y + height;
  };
  row(head, true);
  for (const cells of rows) row(cells, false);
}
