import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { protectionOf } from '../../../src/deletion/planning/protection.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const ALIAS = 'example-dev';

describe('an account that is protected by its alias', () => {
  let env: TestEnvironment;
  before(async () => {
    env = await TestEnvironment.start();
  });
  after(() => env.close());

  it('is protected by rules that match its alias, and not by those for another alias', () => {
    const identity = { source: { kind: 'profile', name: 'dev' }, accountId: '111122223333' } as const;
    const level = (rules: object, alias?: string) => protectionOf({ ...identity, alias }, rules);
    assert.equal(level({ [ALIAS]: 'readOnly' }, ALIAS), 'readOnly');
    assert.equal(level({ 'example-*': 'confirm' }, ALIAS), 'confirm');
    assert.equal(level({ [`"${ALIAS}"`]: 'confirm' }, ALIAS), 'confirm', 'an entry that is not understood');
    assert.equal(level({ [ALIAS]: 'readOnly' }, 'example-prod'), undefined);
    assert.equal(level({ [ALIAS]: 'readOnly' }), undefined);
  });

  it('blocks a plan also when the alias was not yet loaded', async () => {
    const known = new Map<string, string>();
    const core = env.createCore({
      settings: { dryRunEndpoints: () => [env.sandbox.endpoint], protected: () => ({ [ALIAS]: 'readOnly' }) },
      accountAlias: (accountId) => known.get(accountId),
      loadAlias: ({ identity }) => {
        known.set(identity.accountId, ALIAS);
        return Promise.resolve();
      },
    });
    const peer = await env.find('ec2.routeServerPeer', 'edge-fw-lab');
    const { plan } = await core.deletion.plan([peer]);
    assert.equal(plan.items[0]?.protection, 'readOnly');
    const [outcome] = await core.deletion.execute(plan);
    assert.equal(outcome?.kind, 'blocked');
    assert.deepEqual(await env.operations({ operation: 'Delete*' }), []);
  });

  it('has no request for its alias when no rule may match it', async () => {
    let reads = 0;
    const core = env.createCore({
      loadAlias: () => {
        reads += 1;
        return Promise.resolve();
      },
    });
    await core.deletion.plan([await env.find('ec2.routeServerPeer', 'edge-fw-lab')]);
    assert.equal(reads, 0);
  });
});
