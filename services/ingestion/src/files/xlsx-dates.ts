const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST_SERIAL = 2_958_465;

/** Built-in number formats that show a date (ECMA-376 part 1, 18.8.30, with its East Asian ones). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a number format shows a date: a day or a year outside its quoted texts and its [conditions]. */
export const isDateFormat = (id: number, code: string | undefined): boolean =>
  code === undefined
    ? isBuiltInDate(id)
    : /[dy]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').replace(/general/gi, ''));

/** The ISO text of a spreadsheet's date serial, with its time of day where it has one; undefined where it is no date. */
export const dateOfSerial = (serial: number, from1904: boolean): string | undefined => {
  if (!(serial >= 1 && serial < LAST_SERIAL + 1)) return undefined;
  // Before March 1900 the 1900 system counts a 29 February that never was.
  const shift = !from1904 && serial < 61 ? 1 : 0;
  const ms = (from1904 ? EPOCH_1904 : EPOCH_1900) + Math.round((serial + shift) * 86_400) * 1_000;
  const iso = new Date(ms).toISOString();
  return ms % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
};
