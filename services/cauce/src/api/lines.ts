import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiResponse } from './http.ts';

async function* json(results: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const result of results) yield `${JSON.stringify(result)}\n`;
}

/** Answers with one JSON document a line, no faster than they are read. */
export const sendLines = async (response: ApiResponse, results: AsyncIterable<unknown>): Promise<void> => {
  response.setHeader('content-type', 'application/x-ndjson; charset=utf-8');
  await pipeline(Readable.from(json(results), { highWaterMark: 64 }), response);
};
