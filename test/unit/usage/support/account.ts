import assert from 'node:assert/strict';
import type { Target } from '../../../../src/aws/identity/target.ts';
import { kindById, LISTED_KINDS } from '../../../../src/catalog/index.ts';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import type { ParentRef } from '../../../../src/catalog/model/listedItem.ts';
import type { Structure } from '../../../../src/catalog/model/structure.ts';
import { listsForUsage } from '../../../../src/catalog/usage/index.ts';
import type { CallFailure } from '../../../../src/aws/errors/callError.ts';
import type { Listing } from '../../../../src/inventory/listing/listKind.ts';
import { resourceFrom, type Resource } from '../../../../src/inventory/resource.ts';
import { evaluateUsage } from '../../../../src/inventory/usage/evaluate.ts';
import type { Usage, UsageFacts } from '../../../../src/inventory/usage/usage.ts';

export const ACCOUNT = '111122223333';
export const NOW = Date.UTC(2026, 10, 28);

/** Lookups that find no usage. */
export const NOTHING_ELSE: UsageFacts = { rolesOf: () => ({ principals: new Set() }), lookupOf: () => 'empty' };

export function targetIn(region: string, accountId = ACCOUNT): Target {
  const identity = { source: { kind: 'profile', name: 'dev' }, accountId, partition: 'aws' };
  return { identity, region, endpoints: {} } as unknown as Target;
}

export function kindOf(id: string): Kind {
  const kind = kindById(id);
  assert.ok(kind, id);
  return kind;
}

/** Returns a resource like a listed one. */
export function resourceOf(id: string, item: Structure, region = 'us-east-1', parent?: ParentRef): Resource {
  const entry = { item, extra: undefined, source: 0, ...(parent && { parent }) };
  const resource = resourceFrom(kindOf(id), targetIn(region), entry);
  assert.ok(resource, `${id} ${JSON.stringify(item)}`);
  return resource;
}

/** Returns complete listings of every type in the Regions of the resources, including them. */
export function listingsOf(
  resources: readonly Resource[],
  change: (listing: Listing) => Listing | undefined = (one) => one,
): Listing[] {
  const regions = new Set(['us-east-1', ...resources.map(({ target }) => target.region)]);
  return [...regions].flatMap((region) =>
    LISTED_KINDS.flatMap((kind) => {
      const listed = resources.filter((one) => one.kind === kind && one.target.region === region);
      return change({ kind, target: targetIn(region), resources: listed, failures: [], listedAt: NOW }) ?? [];
    }),
  );
}

/** Returns the usage of one of some resources, which are the only ones. */
export function usageAmong(resource: Resource, others: readonly Resource[] = [], facts = NOTHING_ELSE): Usage {
  const usage = evaluateUsage(listingsOf([resource, ...others]), facts, NOW).get(resource.key);
  assert.ok(usage, resource.kind.id);
  return usage;
}

/** Returns a listing that AWS denied. */
export const DENIED = { name: 'UnauthorizedOperation', cause: 'denied' } as unknown as CallFailure;

/** Returns the types on which the verdict of a type depends, besides its own. */
export const referrersOf = (id: string): readonly string[] => listsForUsage(kindOf(id)).slice(1);
