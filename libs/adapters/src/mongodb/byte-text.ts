/**
 * A text as a server stores it where it has to be ordered: each UTF-8 byte as one character, U+0000 to U+00FF.
 * Some servers compare texts by bytes and some by UTF-16 units; texts like these are in code-point order for both,
 * and ASCII stays as it is.
 */
export const byteText = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The text of which `byteText` made this. */
export const textOfBytes = (stored: string): string => Buffer.from(stored, 'latin1').toString('utf8');
