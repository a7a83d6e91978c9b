export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON text with the keys of every object in code-unit order: equal values give equal text (RFC 8785 ordering). */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map((key) => [key, inner[key]]),
        )
      : inner,
  );
