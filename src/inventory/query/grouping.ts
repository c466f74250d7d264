/** What the first level of the tree stands for. */
export type Grouping =
  | { readonly by: 'service' }
  | { readonly by: 'region' }
  /** The values of one tag. */
  | { readonly by: 'tag'; readonly key: string }
  | { readonly by: 'vpc' }
  /** The tool that manages a resource, and its stack. */
  | { readonly by: 'tool' }
  | { readonly by: 'age' }
  /** The account that owns a resource: some are shared by others. */
  | { readonly by: 'account' };

/** The groupings that need no key. */
export const PLAIN_GROUPINGS = ['service', 'region', 'vpc', 'tool', 'age', 'account'] as const;

/** Groupings by what resources have: they hold only what was listed. The others hold resource types, which can be listed. */
export type ResourceGrouping = Exclude<Grouping, { readonly by: 'service' } | { readonly by: 'region' }>;

/** Returns whether a grouping is one by what resources have. */
export function isResourceGrouping(grouping: Grouping): grouping is ResourceGrouping {
  return grouping.by !== 'service' && grouping.by !== 'region';
}

/** Reads a stored grouping; undefined where it is none. Another version, or anybody, may have written it. */
export function parseGrouping(value: unknown): Grouping | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { by, key } = value as Readonly<Record<string, unknown>>;
  if (by === 'tag') return typeof key === 'string' && key !== '' ? { by, key } : undefined;
  const plain = PLAIN_GROUPINGS.find((one) => one === by);
  return plain && { by: plain };
}

/** Returns whether two groupings are the same. */
export function isSameGrouping(a: Grouping, b: Grouping): boolean {
  return a.by === b.by && (a.by !== 'tag' || b.by !== 'tag' || a.key === b.key);
}
