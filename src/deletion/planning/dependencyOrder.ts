import { kindById } from '../../catalog/index.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { resourceKey, type Resource } from '../../inventory/resource.ts';

/** A resource and the keys of those that must be deleted before it. */
export interface Dependent {
  readonly resource: Resource;
  readonly dependsOn: readonly string[];
}

/** The keys that each key comes after. */
export type Order = ReadonlyMap<string, ReadonlySet<string>>;

/** A dependent with the keys whose outcome it awaits beside its `dependsOn`. */
export interface Ordered<T> {
  readonly item: T;
  readonly after: readonly string[];
}

/**
 * Returns the order that the descriptions of resources give: a child before its parent, a further action before the deletion of the same
 * row, and a resource after those of `deletedAfter` that it names, or that name it. Resources that have nothing to do with each other
 * have no order.
 */
export function relatedOrder(resources: readonly Resource[]): Order {
  const order = new Map<string, Set<string>>();
  const put = (later: Resource, earlier: Resource) => {
    if (later.key === earlier.key) return;
    const known = order.get(later.key) ?? new Set();
    order.set(later.key, known.add(earlier.key));
  };
  const kinds = new Set(resources.map(({ kind }) => kind.id));
  const byKey = new Map(resources.map((resource) => [resource.key, resource]));
  for (const resource of resources) {
    for (const key of holderKeys(resource)) {
      const holder = byKey.get(key);
      if (holder) put(holder, resource);
    }
  }
  // Checked first: nothing has to be read of thousands of one kind.
  if (!resources.some(({ kind }) => (kind.deletedAfter ?? []).some((id) => kinds.has(id)))) return order;
  for (const [naming, named] of mentions(resources)) {
    // Of one kind, the one that names the other is made from it, as a pool from its source pool.
    if ((named.kind.deletedAfter ?? []).includes(naming.kind.id)) put(named, naming);
    else if ((naming.kind.deletedAfter ?? []).includes(named.kind.id)) put(naming, named);
  }
  return order;
}

/** Returns the keys of the parent, and of the row that a further action is about. */
function holderKeys({ kind, target, id, entry: { parent } }: Resource): string[] {
  const base = kind.baseKind === undefined ? undefined : kindById(kind.baseKind);
  return [
    ...(base ? [resourceKey(base, target, id, parent?.id)] : []),
    ...(parent ? (kind.parentKinds ?? []) : []).flatMap((parentId) => {
      const parentKind = kindById(parentId);
      return parentKind && parent ? [resourceKey(parentKind, target, parent.id)] : [];
    }),
  ];
}

/** Returns the pairs of resources of one account where the first one's description has the second one's id. */
function* mentions(resources: readonly Resource[]): Generator<readonly [naming: Resource, named: Resource]> {
  const byId = new Map<string, Resource[]>();
  const idAt = ({ target: { identity } }: Resource, id: string) => `${identity.partition} ${identity.accountId} ${id}`;
  for (const resource of resources) {
    const at = idAt(resource, resource.id);
    const same = byId.get(at);
    if (same) same.push(resource);
    else byId.set(at, [resource]);
  }
  for (const resource of resources) {
    const texts = new Set(textsIn(resource.entry.item));
    for (const text of texts) {
      for (const named of byId.get(idAt(resource, text)) ?? [])
        if (named !== resource && mayMention(resource, named)) yield [resource, named];
    }
  }
}

/** Returns whether an id in the description of one resource may be that of another: in another Region, a name is that of something else. */
function mayMention(...both: readonly [Resource, Resource]): boolean {
  const [one, other] = both.map(({ target }) => target.region);
  return one === other || both.some(({ kind }) => kind.global ?? kind.acrossRegions ?? kind.homeRegion !== undefined);
}

/** Returns every text in a description. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const inner of Object.values(value as Structure)) yield* textsIn(inner);
}

/** Returns the keys of those that wait for each other, directly or through others: none of them can be deleted first. */
export function cyclicKeys(items: readonly Dependent[]): ReadonlySet<string> {
  const waiting = new Map(items.map(({ resource, dependsOn }) => [resource.key, dependsOn]));
  for (let before = -1; before !== waiting.size;) {
    before = waiting.size;
    for (const [key, keys] of waiting) if (!keys.some((one) => waiting.has(one))) waiting.delete(key);
  }
  return new Set(waiting.keys());
}

/**
 * Sorts resources so that each comes after all of its `dependsOn`, and where that leaves a choice by `order`. What `order` asks for
 * against `dependsOn`, or in a circle, is left out. `dependsOn` must have no circle.
 */
export function sortByDependency<T extends Dependent>(items: readonly T[], order: Order): readonly Ordered<T>[] {
  const sorted: Ordered<T>[] = [];
  const done = new Set<string>();
  const keys = new Set(items.map(({ resource }) => resource.key));
  const isDone = (key: string) => done.has(key) || !keys.has(key);
  let waiting = [...items];
  while (waiting.length > 0) {
    const free = waiting.filter(({ dependsOn }) => dependsOn.every(isDone));
    const ready = free.filter(({ resource }) => [...(order.get(resource.key) ?? [])].every(isDone));
    const [first] = free.length > 0 ? free : waiting;
    const stage = ready.length > 0 ? ready : first ? [first] : [];
    for (const item of stage) {
      const earlier = [...(order.get(item.resource.key) ?? [])].filter((key) => done.has(key));
      const after = earlier.filter((key) => !item.dependsOn.includes(key));
      sorted.push({ item, after });
    }
    for (const { resource } of stage) done.add(resource.key);
    const taken = new Set(stage);
    waiting = waiting.filter((item) => !taken.has(item));
  }
  return sorted;
}
