import type { Session } from './session.ts';

/**
 * Does work on the current targets of a session. Its signal is aborted when the session gets other targets, and with `outer`: what the
 * user left sends no more requests.
 */
export async function duringTargets<T>(
  session: Pick<Session, 'onDidChange'>,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const change = new AbortController();
  const stop = session.onDidChange(() => {
    change.abort();
  });
  try {
    return await work(outer ? AbortSignal.any([change.signal, outer]) : change.signal);
  } finally {
    stop();
  }
}
