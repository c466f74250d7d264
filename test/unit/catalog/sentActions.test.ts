import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Target } from '../../../src/aws/identity/target.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import { iamPolicy, type PolicyPurpose } from '../../../src/catalog/iamPolicy.ts';
import type { Core } from '../../../src/core.ts';
import { scan } from '../../../src/inventory/scan.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const NO_SIGNAL = new AbortController().signal;

describe('the requests of Teardown', () => {
  let world: TestEnvironment;
  let core: Core;
  let target: Target;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'teardown-policy-'));
    world = await TestEnvironment.start();
    core = world.createCore({ storageDirectory: folder });
    target = await world.target();
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => world.control.clearRequests());

  /** Compares the requests in the sandbox's log with the policy of a purpose for all resource types. */
  const assertAllowed = async (purpose: PolicyPurpose, among: RegExp) => {
    const allowed = new Set(iamPolicy(LISTED_KINDS, purpose).Statement.flatMap(({ Action }) => Action));
    const sent = new Set((await world.requests()).map(({ service, operation }) => `${service}:${operation ?? ''}`));
    assert.ok(
      [...sent].some((action) => among.test(action)),
      `none of ${[...sent].join(' ')} is ${among.source}`,
    );
    assert.deepEqual(
      [...sent].filter((action) => !allowed.has(action)),
      [],
    );
  };
  let listed: Promise<readonly Resource[]> | undefined;
  /** Returns all sample resources, and clears the requests for them. */
  const resources = async () => {
    listed ??= Promise.all(LISTED_KINDS.map(({ id }) => world.list(id))).then((all) => all.flat());
    const all = await listed;
    await world.control.clearRequests();
    return all;
  };

  it('are in the policy of Find Unused Resources, including lookups and roles', async () => {
    await scan(core.usage.steps(LISTED_KINDS, [target]), core.inventory.batchLister(), NO_SIGNAL, () => undefined);
    await core.usage.lookUp(LISTED_KINDS, [target], NO_SIGNAL);
    await assertAllowed('findUnused', /^iam:ListRoles$/);
  });

  it('are in the policy of list prices', async () => {
    await core.prices.load(await resources(), NO_SIGNAL);
    await assertAllowed('prices', /^pricing:GetProducts$/);
  });

  it('are in the policy of creators', async () => {
    const [resource] = await resources();
    assert.ok(resource);
    await core.creators.lookUp(resource, NO_SIGNAL);
    await assertAllowed('creators', /^cloudtrail:LookupEvents$/);
  });
});
