import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import { iamPolicy } from '../../../src/catalog/iamPolicy.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import type { Evidence } from '../../../src/deletion/planning/evidence.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { FastClock } from '../deletion/support/fastClock.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

/** The reasons for which AWS rejects the deletion of a parent with children that are not dependents in the catalog. */
const REJECTED: Readonly<Record<string, string>> = {
  'ec2.instanceEventWindow': 'DeleteInstanceEventWindow demands ForceDelete while a target is associated',
};

const along = (holderId: string) => new Set((DELETED_ALONG[holderId] ?? []).map(({ kind }) => kind));

describe('children that AWS deletes with their parent', () => {
  it('are in the table for every resource type with children, unless AWS rejects the deletion of a parent with children', () => {
    const missing = KINDS.flatMap(({ id, baseKind, parentKinds = [] }) =>
      (baseKind === undefined ? parentKinds : []).flatMap((parentId) => {
        const { dependents = [], deletedAfter = [] } = kindOf(parentId);
        const isFirst = deletedAfter.includes(id) || dependents.some(({ kind }) => kind === id);
        return isFirst || along(parentId).has(id) || parentId in REJECTED ? [] : [`${id} of ${parentId}`];
      }),
    );
    assert.deepEqual(missing, []);
  });

  it('are also in the table for each further action that deletes the parent', () => {
    for (const { id, baseKind, action } of KINDS) {
      if (baseKind === undefined || kindOf(baseKind).action.operation !== action.operation) continue;
      for (const kind of along(baseKind)) assert.ok(along(id).has(kind), `${id} deletes ${kind}`);
    }
  });

  describe('in the sandbox', () => {
    let world: TestEnvironment;
    before(async () => {
      world = await TestEnvironment.start();
    });
    after(() => world.close());

    const read = (holder: Resource, rules: readonly string[], client: AwsClient): Promise<readonly Evidence[]> =>
      createAlongReader([holder], { client, clock: new FastClock(), resourceRules: () => rules }, undefined)(holder);

    /** Returns a client to which AWS denies operations. */
    const denying = (denied: ReadonlySet<string>): AwsClient => ({
      call: (target, service, operation, input, options) => {
        if (!denied.has(operation)) return world.client.call(target, service, operation, input, options);
        const where = { action: `${service}:${operation}`, region: target.region, attempts: 1, durationMs: 0 };
        const failure = { cause: 'denied', name: 'AccessDenied', message: 'No.', details: {}, ...where } as const;
        return Promise.reject(new AwsCallError(failure));
      },
    });

    /** A parent with one of its children. */
    interface Family {
      readonly holder: Resource;
      readonly child: Resource;
      readonly client: AwsClient;
    }

    /** Finds a child and its parent. If the samples have no such pair, the client lists a child of another parent under the parent. */
    async function family(holderId: string, childId: string): Promise<Family> {
      const { homeRegion } = kindOf(childId);
      const holders = await world.list(holderId, 'dev', homeRegion);
      const children = await world.list(childId, 'dev', homeRegion);
      for (const holder of holders) {
        const child = children.find(({ entry }) => entry.parent?.id === holder.id);
        if (child) return { holder, child, client: world.client };
      }
      const [holder, child] = [holders[0], children[0]];
      assert.ok(holder && child, `the sandbox has no ${holderId} or no ${childId}`);
      interface List {
        readonly operation: string;
        readonly items: string;
        readonly id?: string;
      }
      const lists = kindOf(childId).sources.flatMap(({ operation, items, child: list, parentRef }): List[] =>
        list ? [list] : parentRef ? [{ operation, items, id: parentRef.id }] : [],
      );
      const client: AwsClient = {
        call: (target, service, operation, input, options) => {
          const list = lists.find((one) => one.operation === operation);
          if (!list) return world.client.call(target, service, operation, input, options);
          const item = { ...child.entry.item, ...(list.id !== undefined && { [list.id]: holder.id }) };
          return Promise.resolve({ output: { [list.items]: [item] }, status: 200, attempts: 1, durationMs: 0 });
        },
      };
      return { holder, child, client };
    }

    for (const [holderId, entries] of Object.entries(DELETED_ALONG)) {
      for (const entry of entries) {
        if (!('children' in entry)) continue;
        it(`are a warning, and a blocker with a rule or if they cannot be read: ${entry.kind} of ${holderId}`, async () => {
          const { holder, child, client } = await family(holderId, entry.kind);
          const own = ({ check }: Evidence) => check.endsWith(` ${entry.kind}`);
          const plain = (await read(holder, [], client)).filter(own);
          assert.equal(plain.length, entry.unnamed ? 0 : 1, JSON.stringify(plain));
          for (const { level, alongKeys = [] } of plain) {
            assert.equal(level, 'warning');
            const own = JSON.stringify(child.id);
            assert.ok(
              alongKeys.some((key) => key.endsWith(`,${own}]`)),
              `${own} in ${alongKeys.join()}`,
            );
          }
          const ruled = await read(holder, [`name:${child.name ?? child.id}`], client);
          assert.ok(
            ruled.some((piece) => own(piece) && piece.level === 'blocker'),
            JSON.stringify(ruled),
          );
          const operations = kindOf(entry.kind).sources.flatMap(
            ({ child: list, parentRef, operation }) => list?.operation ?? (parentRef ? operation : []),
          );
          if (operations.length === 0) return;
          const failed = await read(holder, [], denying(new Set(operations)));
          assert.ok(failed.some(({ level, text }) => level === 'blocker' && text.includes('could not be read')));
          const allowed = iamPolicy([kindOf(holderId)], 'delete').Statement.flatMap(({ Action }) => Action);
          for (const operation of operations)
            assert.ok(
              allowed.some((action) => action.endsWith(`:${operation}`)),
              operation,
            );
        });
      }
    }
  });
});
