import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemOf } from './remote.ts';

const data = '.cauce';
let before: string | undefined;
beforeEach(() => {
  before = process.env.CAUCE_KEY;
  delete process.env.CAUCE_KEY;
});
afterEach(() => {
  if (before === undefined) delete process.env.CAUCE_KEY;
  else process.env.CAUCE_KEY = before;
});

describe('a running system that a command is sent to', () => {
  it('is none unless it is named', () => {
    expect(systemOf({ data, key: 'k' })).toBeNull();
  });

  it('is asked with the key that is given, or that of the environment', () => {
    expect(systemOf({ data, url: 'https://cauce.example/', key: 'k' })).toEqual({
      api: 'https://cauce.example',
      key: 'k',
      elsewhere: true,
    });
    process.env.CAUCE_KEY = 'other';
    expect(systemOf({ data, url: 'http://127.0.0.1:1' })).toEqual({
      api: 'http://127.0.0.1:1',
      key: 'other',
      elsewhere: true,
    });
  });

  it.each(['cauce.example', 'ftp://cauce.example', ''])('is not named by "%s"', (url) => {
    expect(() => systemOf({ data, url, key: 'k' })).toThrow('--url');
  });

  it('lends nobody the name of another', () => {
    expect(() => systemOf({ data, url: 'http://127.0.0.1:1', key: 'k', as: 'ana' })).toThrow(
      'key of its own',
    );
  });

  it('is not asked without a key', () => {
    expect(() => systemOf({ data, url: 'http://127.0.0.1:1' })).toThrow('--key');
  });
});
