import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** One setting: the variable of the environment that gives it, and how it is read. */
export interface Setting<T> {
  readonly name: string;
  /** What it is for, in a few words. */
  readonly help: string;
  /** What may be given, in words that follow "must be". */
  readonly allowed: string;
  /** Never shown; may also come from the file that NAME_FILE names. */
  readonly secret: boolean;
  /** What holds where nothing is given, as it would be given; null where it may be left out, undefined where it may not. */
  readonly fallback: string | null | undefined;
  /** Throws an Error that says what is wrong, without the value. */
  readonly read: (text: string) => T;
}

interface Words {
  readonly help: string;
  readonly secret?: boolean;
}

export const about = (help: string): Words => ({ help });
export const secret = (help: string): Words => ({ help, secret: true });

type Kind<T> = Pick<Setting<T>, 'allowed' | 'read'>;

/** A setting that must be given. */
export const needed = <T>(name: string, kind: Kind<T>, { help, secret = false }: Words): Setting<T> => ({
  name,
  help,
  secret,
  fallback: undefined,
  ...kind,
});

/** A setting that holds this where nothing is given. */
export const withDefault = <T>(name: string, kind: Kind<T>, fallback: string, words: Words): Setting<T> => ({
  ...needed(name, kind, words),
  fallback,
});

/** A setting that may be left out. */
export const optional = <T>(name: string, kind: Kind<T>, words: Words): Setting<T | undefined> => ({
  ...needed(name, kind, words),
  fallback: null,
});

const must = (fits: boolean, allowed: string): void => {
  if (!fits) throw new Error(`must be ${allowed}`);
};

/** One or more of anything. */
export const text: Kind<string> = { allowed: 'a text', read: (given) => given };

export const oneOf = <const V extends string>(...values: readonly V[]): Kind<V> => {
  const allowed = values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
  return {
    allowed,
    read: (given) => {
      const known = values.find((value) => value === given);
      if (known === undefined) throw new Error(`must be ${allowed}`);
      return known;
    },
  };
};

const flags = oneOf('true', 'false');
export const flag: Kind<boolean> = { ...flags, read: (given) => flags.read(given) === 'true' };

export const wholeNumber = (least: number, most: number): Kind<number> => {
  const allowed = `a whole number from ${least} to ${most}`;
  return {
    allowed,
    read: (given) => {
      must(/^\d{1,15}$/.test(given) && Number(given) >= least && Number(given) <= most, allowed);
      return Number(given);
    },
  };
};

const RATE = 'a number above 0';
/** So many a second. */
export const rate: Kind<number> = {
  allowed: RATE,
  read: (given) => {
    must(Number(given) > 0 && Number.isFinite(Number(given)), RATE);
    return Number(given);
  },
};

const PART = 'a number from 0 to 1';
/** A part of a whole. */
export const part: Kind<number> = {
  allowed: PART,
  read: (given) => {
    must(Number(given) >= 0 && Number(given) <= 1, PART);
    return Number(given);
  },
};

export const port = wholeNumber(0, 65_535);

const ADDRESSES = 'HOST:PORT, or several with commas between them';
export const addresses: Kind<readonly string[]> = {
  allowed: ADDRESSES,
  read: (given) => {
    const all = given.split(',').map((one) => one.trim());
    must(
      all.every((one) => /^[^\s:/]+:\d{1,5}$/.test(one)),
      ADDRESSES,
    );
    return all;
  },
};

const KEY = '64 hexadecimal digits';
/** 32 bytes. */
export const key: Kind<Uint8Array> = {
  allowed: KEY,
  read: (given) => {
    must(/^[0-9a-f]{64}$/i.test(given), KEY);
    return Buffer.from(given, 'hex');
  },
};

/** An address as a URL, which knows one server only: of several with commas between them the first; null where it is none. */
export const firstUrl = (given: string): URL | null =>
  URL.parse(given.replace(/^([a-z+]+:\/\/(?:[^/?#]*@)?[^/?#,]*)[^/?#]*/i, '$1'));

/** An address of one of these schemes. */
export const url = (...schemes: readonly string[]): Kind<string> => {
  const allowed = `an address that begins with ${schemes.map((one) => `${one}://`).join(' or ')}`;
  return {
    allowed,
    read: (given) => {
      const { protocol = '' } = firstUrl(given) ?? {};
      must(schemes.includes(protocol.slice(0, -1)), allowed);
      return given;
    },
  };
};

const CERTIFICATES = 'the path of a file with certificates (PEM)';
/** Certificates to trust, out of a file. */
export const certificates: Kind<string> = {
  allowed: CERTIFICATES,
  read: (given) => {
    try {
      const content = readFileSync(given, 'utf8');
      // Node would take anything, and trust nobody then.
      new X509Certificate(content);
      return content;
    } catch {
      throw new Error(`must be ${CERTIFICATES}`);
    }
  },
};

const PAIRS = 'NAME=VALUE, or several with commas between them';
/** Names with values, as OpenTelemetry writes them. */
export const pairs: Kind<string> = {
  allowed: PAIRS,
  read: (given) => {
    must(
      given.split(',').every((one) => /^\s*[^\s=]+=/.test(one)),
      PAIRS,
    );
    return given;
  },
};
