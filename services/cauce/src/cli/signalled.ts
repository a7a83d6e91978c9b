/** Aborted by the first SIGINT or SIGTERM, for an orderly end; the second one ends the process. */
export const signalled = (): AbortSignal => {
  const asked = new AbortController();
  const on = (): void => {
    if (asked.signal.aborted) process.exit(130);
    asked.abort();
  };
  process.on('SIGINT', on);
  process.on('SIGTERM', on);
  return asked.signal;
};
