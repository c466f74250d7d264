/** Aborts a signal some time after a promise has resolved, and resolves with nothing then. */
export function limit(
  ms: number,
  begin: Promise<unknown>,
): { readonly signal: AbortSignal; readonly timeout: Promise<undefined> } {
  const ended = new AbortController();
  const timeout = begin.then(
    () =>
      new Promise<undefined>((resolve) => {
        const end = () => {
          ended.abort();
          resolve(undefined);
        };
        setTimeout(end, ms).unref();
      }),
  );
  return { signal: ended.signal, timeout };
}
