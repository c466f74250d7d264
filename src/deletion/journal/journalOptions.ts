import type { Every } from './changes.ts';
import type { Machine } from './machine.ts';
import type { Patience } from './presence.ts';

/** What can be different in a test. */
export interface JournalOptions {
  /** @returns milliseconds since the epoch */
  readonly now?: () => number;
  readonly every?: Every;
  readonly machine?: Machine;
  readonly patience?: Patience;
}
