/** The ids and labels of the companion. */
export const VIEW_ID = 'companion.strings';
export const VIEW_NAME = 'Strings';
export const STRINGS_LABEL = 'All strings';
export const FILTER_COMMAND = 'companion.filter';
export const FILTER_TITLE = 'Bench: Filter Strings';
export const MORE_COMMAND = 'companion.more';
/** The last row, where there are more than are shown. */
export const MORE_LABEL = 'Show More';
/** So many rows are shown at a time, as in our view. */
export const ROWS_AT_A_TIME = 1_000;

/** What the companion is told, in the variable `TEARDOWN_BENCH`. */
export interface CompanionOrder {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  /** How many strings its tree has, and how long they take to come. */
  readonly count: number;
  readonly delayMs: number;
}
