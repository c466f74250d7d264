import type { TreeContents } from './treeContents.ts';

/** How long rows wait for one another before the tree is drawn again: milliseconds. */
const REFRESH_DELAY_MS = 50;
/**
 * The same during a scan: each listing changes the count of its category, and VS Code requests all rows under an expanded category
 * again when its own row is drawn.
 */
const SCAN_REFRESH_DELAY_MS = 500;
/** The same while a long list arrives: all that changes is its count, and each drawing sends a thousand rows to the window. */
const ARRIVING_REFRESH_DELAY_MS = 1_000;

/** Returns how long the rows of a kind wait before they are drawn again. */
export function refreshDelay(kindId: string, contents: Pick<TreeContents, 'isArriving' | 'isFrozen'>): number {
  if (contents.isArriving(kindId)) return ARRIVING_REFRESH_DELAY_MS;
  return contents.isFrozen ? SCAN_REFRESH_DELAY_MS : REFRESH_DELAY_MS;
}
