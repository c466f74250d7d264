import type { Structure } from './structure.ts';

/** The resource that AWS lists another one under: a bucket for its access keys, a connection for its MACsec keys. */
export interface ParentRef<Raw extends object = Structure> {
  /** What it is, in AWS's words: `bucket`, `LAG`. */
  readonly noun: string;
  readonly id: string;
  readonly name?: string;
  /** AWS's description of it. */
  readonly raw: Raw;
}

/**
 * One resource as listed: AWS's description, unchanged, its parent, and the values that the kind computes from several responses
 * (`extra`).
 */
export interface ListedItem<Item extends object = Structure, Parent extends object = Structure, Extra = unknown> {
  readonly item: Item;
  readonly parent?: ParentRef<Parent>;
  readonly extra: Extra;
  /** The index of its source in `Kind.sources`. */
  readonly source: number;
}

/** The result of one source of a kind. */
export interface SourceResult<Item extends object = Structure, Parent extends object = Structure> {
  readonly items: readonly { readonly item: Item; readonly parent?: ParentRef<Parent> }[];
  /** True when a request failed: `items` may then lack some, and an absence proves nothing. */
  readonly incomplete: boolean;
}

/**
 * Returns an item of a source as listed. The members are named: in Node 20, an object that begins with a spread gets a hidden class of its
 * own, a sixth of the memory of a long list.
 */
export function listedItem<Item extends object, Parent extends object, Extra>(
  { item, parent }: SourceResult<Item, Parent>['items'][number],
  source: number,
  extra: Extra,
): ListedItem<Item, Parent, Extra> {
  return parent ? { item, parent, extra, source } : { item, extra, source };
}
