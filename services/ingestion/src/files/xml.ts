import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { FileError } from './table.ts';

/** What happens in an XML document; names come without their namespace prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Parses a stream of XML (UTF-8) into a handler, and yields after every piece so that the caller can hand on what it
 * has before more is read. Errors: FileError NOT_AN_XLSX where it is cut off, damaged or no XML.
 */
export async function* parseXml(source: Readable, handler: XmlHandler): AsyncGenerator<number> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  if (handler.open) parser.on('opentag', (tag) => handler.open?.(local(tag.name), tag.attributes));
  if (handler.text) {
    parser.on('text', handler.text);
    parser.on('cdata', handler.text);
  }
  if (handler.close) parser.on('closetag', (tag) => handler.close?.(local(tag.name)));
  parser.on('error', (error) => {
    throw error;
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of source) {
      parser.write(decoder.decode(chunk, { stream: true }));
      yield chunk.length;
    }
    parser.write(decoder.decode()).close();
    yield 0;
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(
      'NOT_AN_XLSX',
      `the file is damaged or cut off (${error instanceof Error ? error.message : error}); save it again from the spreadsheet`,
    );
  } finally {
    source.destroy();
  }
}

/** Parses a small XML document whole. */
export const parseWhole = async (source: Readable, handler: XmlHandler): Promise<void> => {
  for await (const _bytes of parseXml(source, handler));
};
