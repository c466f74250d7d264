import { setTimeout as pause } from 'node:timers/promises';

/** The default time limit. With eight busy processes on a machine, everything takes five times as long. */
const TIMEOUT_MS = 60_000;

/** A type without its falsy values. */
export type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/**
 * Polls a condition until it is truthy, and returns its value. An error of the condition counts as "not yet", and the
 * last one is part of the failure. `message` describes what is awaited.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  message: string,
  { timeoutMs = TIMEOUT_MS, everyMs = 50 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Truthy<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    let last: unknown;
    try {
      const value = await condition();
      if (value) return value as Truthy<T>;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      // Also in the text, because a cause gets lost between the processes of a suite.
      const why = last instanceof Error ? ` (${last.message})` : '';
      throw new Error(`Waited ${timeoutMs} ms for: ${message}${why}`, { cause: last });
    }
    await pause(everyMs);
  }
}
