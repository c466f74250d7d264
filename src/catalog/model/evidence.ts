import type { ListedItem } from './listedItem.ts';

/** The results of a check; `unknown` is never shown as `ok`. */
export type EvidenceLevel = 'ok' | 'warning' | 'blocker' | 'unknown';

/**
 * A resource that another one refers to, in the same account. Many ids are unique under their parent only: a volume's attachment has
 * the id of its instance.
 */
export interface ResourceReference {
  /** The id of its kind. */
  readonly kind: string;
  readonly id: string;
  /** The id of its parent; left out only where its kind has no parent. */
  readonly parent?: string;
  /** Its Region, where that may be another one: that of a virtual interface on a global gateway. Not for kinds with a `homeRegion`. */
  readonly region?: string;
}

/** The result of one check, in words for the person who decides. */
export interface Finding {
  readonly level: EvidenceLevel;
  readonly text: string;
  /** True where the confirmation requires typing: traffic stops, access is lost, or the deletion cannot be undone. */
  readonly severe?: true;
  /**
   * The resources to delete first that Teardown can delete too. Of a blocker, AWS rejects the deletion before them. Of a warning, AWS
   * accepts it, but they make it useless: a request that launches the instance again.
   */
  readonly blockers?: readonly ResourceReference[];
}

/** A check that needs only the listing. */
export interface EvidenceRule<E = ListedItem> {
  /** A short name, unique within the kind: `bgpUp`. */
  readonly check: string;
  /** The operation that it is based on, where that is not the one that listed the resource. */
  readonly operation?: string;
  /**
   * Checks one resource at a time in milliseconds since the epoch. Returns undefined where there is nothing to report.
   */
  assess(entry: E, now: number): Finding | undefined;
}
