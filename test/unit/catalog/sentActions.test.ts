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

const UNENDING = new AbortController().signal;

describe('the requests that reach AWS', () => {
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

  /** Compares what the sandbox has received with what the policy of a purpose allows for all types. */
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
  /** Everything of the sample world. What was requested for it does not count. */
  const resources = async () => {
    listed ??= Promise.all(LISTED_KINDS.map(({ id }) => world.list(id))).then((all) => all.flat());
    const all = await listed;
    await world.control.clearRequests();
    return all;
  };

  it('of a search for what nothing uses are in its policy, look-ups and roles included', async () => {
    await scan(core.usage.steps(LISTED_KINDS, [target]), core.inventory.batchLister(), UNENDING, () => undefined);
    await core.usage.lookUp(LISTED_KINDS, [target], UNENDING);
    await assertAllowed('findUnused', /^iam:ListRoles$/);
  });

  it('for list prices are in their policy', async () => {
    await core.prices.load(await resources(), UNENDING);
    await assertAllowed('prices', /^pricing:GetProducts$/);
  });

  it('for the creator of a resource are in their policy', async () => {
    const [resource] = await resources();
    assert.ok(resource);
    await core.creators.lookUp(resource, UNENDING);
    await assertAllowed('creators', /^cloudtrail:LookupEvents$/);
  });
});
