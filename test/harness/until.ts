import { setTimeout as pause } from 'node:timers/promises';

/** How long a state is waited for, unless told otherwise: on a machine with eight busy processes, all takes five times as long. */
const PATIENCE_MS = 60_000;

/** What is left of a type once its empty values are out. */
export type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/**
 * Asks again and again until the answer is truthy, and gives it. An error thrown by the question counts as "not yet"; the
 * last one is part of the failure.
 * @param condition the question
 * @param message what was waited for, for the failure
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  message: string,
  { timeoutMs = PATIENCE_MS, everyMs = 50 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Truthy<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    let last: unknown;
    try {
      const answer = await condition();
      if (answer) return answer as Truthy<T>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      // In the text as well: a cause gets lost between the processes of a suite.
      const why = last instanceof Error ? ` (${last.message})` : '';
      throw new Error(`Waited ${timeoutMs} ms for: ${message}${why}`, { cause: last });
    }
    await pause(everyMs);
  }
}
