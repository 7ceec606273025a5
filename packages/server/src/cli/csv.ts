/** What a spreadsheet takes for the start of a formula, also in full width, after white space and invisible characters that it drops. */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠])/u;

/**
 * One line of CSV (RFC 4180). Control characters become spaces, and a cell that a spreadsheet would run as a formula begins with an
 * apostrophe: names of clients and cameras are chosen by others.
 */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is replaced
  const harmless = (FORMULA.test(text) ? `'${text}` : text).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
