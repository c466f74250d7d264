import type { Structure } from './structure.ts';

/** The resource that AWS lists another one under: a bucket for its access keys, a connection for its MACsec keys. */
export interface ParentRef<Raw extends object = Structure> {
  /** What it is, in AWS's words: `bucket`, `LAG`. */
  readonly noun: string;
  readonly id: string;
  readonly name?: string;
  /** The description that it was listed with. */
  readonly raw: Raw;
}

/**
 * One resource as a listing found it: AWS's own description, untouched, the parent that it was found under, and what had
 * to be worked out from several answers (`extra`, named by the kind).
 */
export interface ListedItem<Item extends object = Structure, Parent extends object = Structure, Extra = unknown> {
  readonly item: Item;
  readonly parent?: ParentRef<Parent>;
  readonly extra: Extra;
  /** Which of the kind's sources it came from: an index into `Kind.sources`. */
  readonly source: number;
}

/** What came out of one source of a kind: its items, or the reason why there are none. */
export interface SourceResult<Item extends object = Structure, Parent extends object = Structure> {
  readonly items: readonly { readonly item: Item; readonly parent?: ParentRef<Parent> }[];
  /** True when the call failed: `items` may then be short, and an absence proves nothing. */
  readonly incomplete: boolean;
}
