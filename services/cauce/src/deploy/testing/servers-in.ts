/** Servers that the settings of a program name, as HOST:PORT. */
export const serversIn = (env: Readonly<Record<string, string>>): string[] =>
  Object.entries(env)
    .filter(([name]) => /^(CAUCE|OTEL)_/.test(name))
    .flatMap(([, value]) => value.match(/[a-z][\w.-]*:\d+/g) ?? []);
