import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import { USAGE_RULES } from '../../../src/catalog/usage/index.ts';
import type { Core } from '../../../src/core.ts';
import { scan } from '../../../src/inventory/scan.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

/** Resource types without a provable leftover in the sample account, with the reason. */
const NEVER_KNOWN: Readonly<Record<string, string>> = {
  'ec2.placementGroup': 'it can be shared with other accounts',
  'ec2.trafficMirrorTarget': 'it can be shared with other accounts',
  'ec2.transitGatewayMulticastDomain': 'it can be shared with other accounts',
  'ec2.verifiedAccessGroup': 'it can be shared with other accounts',
  'directconnect.macSecKey': 'a key is either associated, or on its way to or from that',
};

describe('the sample account', function () {
  this.timeout(60_000);
  let world: TestEnvironment;
  let core: Core;
  before(async () => {
    world = await TestEnvironment.start();
    core = world.createCore();
    const targets = [await world.target('dev', 'eu-west-1'), await world.target('dev', 'us-east-1')];
    const { signal } = new AbortController();
    await scan(core.usage.steps(LISTED_KINDS, targets), core.inventory.batchLister(), signal, () => undefined);
    await core.usage.lookUp(LISTED_KINDS, targets, signal);
  });
  after(() => world.close());

  for (const id of USAGE_RULES.keys()) {
    it(`has a leftover of the resource type ${id}`, () => {
      const usages = core.inventory
        .listings()
        .filter(({ kind }) => kind === kindOf(id))
        .flatMap(({ resources }) => resources.map((resource) => core.usage.usageOf(resource)));
      const words = usages.map((usage) => usage?.word);
      const wanted = NEVER_KNOWN[id] === undefined ? 'unused' : 'unknown';
      assert.ok(
        words.includes(wanted),
        usages.map((usage) => `${usage?.word ?? ''}: ${usage?.reason ?? ''}`).join('; '),
      );
    });
  }
});
