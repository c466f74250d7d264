import type { Sandbox } from '../sandbox.ts';
import type { Fields, Place, StoredRow } from '../types.ts';
import { NormalizedSchema } from '@smithy/core/schema';
import { revive } from '../wire/shapes.ts';
import type { Collection, Row } from '../world/collection.ts';
import { KINDS } from '../world/kinds.ts';
import type { Kind, KindFacts } from '../world/kinds.ts';

/** The location of a resource. */
export interface RowAddress extends Place {
  readonly kind: string;
}

/** An invalid control request. */
export class ControlApiError extends Error {}

function kindFacts(kind: string): KindFacts<object> {
  if (!(kind in KINDS))
    throw new ControlApiError(`Unknown kind: ${kind}. Known kinds: ${Object.keys(KINDS).join(', ')}`);
  return KINDS[kind as Kind];
}

function collectionAt(sandbox: Sandbox, { account, region, kind }: RowAddress): Collection<object> {
  kindFacts(kind);
  return sandbox.world.collection(account, region, kind as Kind);
}

function stored(row: Row<object>): StoredRow {
  return {
    id: row.id,
    ...(row.parent !== undefined && { parent: row.parent }),
    item: row.item as Fields,
    moving: row.transition !== undefined && !row.transition.finished,
  };
}

/** Returns the stored resources of a kind. It does not count as a read. */
export function listRows(sandbox: Sandbox, at: RowAddress): readonly StoredRow[] {
  const collection = collectionAt(sandbox, at);
  const now = sandbox.now();
  return collection.rows().flatMap((row) => {
    const found = collection.find(row.id, now);
    return found === undefined ? [] : [stored(found)];
  });
}

/**
 * Adds a resource, or replaces the one with its id. `item` is as AWS lists it, dates as ISO 8601. `parent` is for
 * kinds whose items do not name theirs.
 */
export function putRow(sandbox: Sandbox, at: RowAddress, item: Fields, parent: string | undefined): StoredRow {
  const facts = kindFacts(at.kind);
  const revived = revive(NormalizedSchema.of(facts.schema), item) as object;
  const id = facts.id(revived, parent);
  if (id === undefined) throw new ControlApiError(`A ${at.kind} needs an id (and a parent, if it is listed by one)`);
  return stored(collectionAt(sandbox, at).put(id, revived, parent));
}

/** Changes members of a resource and returns it. Null removes a member. */
export function patchRow(sandbox: Sandbox, at: RowAddress, id: string, item: Fields): StoredRow {
  const row = collectionAt(sandbox, at).find(id, sandbox.now());
  if (row === undefined) throw new ControlApiError(`No ${at.kind} ${id} in ${at.account} ${at.region}`);
  const kept = Object.entries(row.item).filter(([name]) => item[name] !== null);
  const changed = revive(NormalizedSchema.of(kindFacts(at.kind).schema), item) as object;
  row.item = { ...Object.fromEntries(kept), ...changed };
  return stored(row);
}

/**
 * Deletes resources without a trace, as if deleted elsewhere long ago, and returns their number. Without
 * `region`, `kind` or `id`, all of them.
 */
export function deleteSilently(
  sandbox: Sandbox,
  where: { readonly account: string; readonly region?: string; readonly kind?: string; readonly id?: string },
): number {
  let count = 0;
  for (const { account, region, kind, collection } of sandbox.world.places()) {
    if (account !== where.account || (where.region ?? region) !== region || (where.kind ?? kind) !== kind) continue;
    if (where.id === undefined) {
      count += collection.size;
      collection.clear();
      continue;
    }
    const row = collection.find(where.id, sandbox.now());
    if (row === undefined) continue;
    row.stale = undefined;
    collection.remove(row);
    count += 1;
  }
  return count;
}
