/** The ids and labels of the bench extension. */
export const VIEW_ID = 'benchExtension.strings';
export const VIEW_NAME = 'Strings';
export const STRINGS_LABEL = 'All strings';
export const FILTER_COMMAND = 'benchExtension.filter';
export const FILTER_TITLE = 'Bench: Filter Strings';
export const MORE_COMMAND = 'benchExtension.more';
/** The last row, if there are more than are shown. */
export const MORE_LABEL = 'Show More';
/** The size of a page, the same as in the view under test. */
export const ROWS_AT_A_TIME = 1_000;

/** The bench extension's configuration, in the environment variable `TEARDOWN_BENCH`. */
export interface BenchExtensionConfig {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Its port on 127.0.0.1. */
  readonly port: number;
  /** The number of strings in its tree, and how long they take to load. */
  readonly count: number;
  readonly delayMs: number;
}
