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
