import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { ListedItem } from '../../../src/catalog/model/listedItem.ts';
import { resourceFrom, rowFacts } from '../../../src/inventory/resource.ts';
import { parseDecimal } from '../../../src/pricing/money.ts';
import { costLabel, sumLabel } from '../../../src/pricing/costText.ts';
import { withoutRepeats } from '../../../src/views/resources/rowText.ts';
import { DEV_TARGET } from '../support/devTarget.ts';

describe('the facts in a row', () => {
  it('exclude a fact that another one contains', () => {
    for (const [facts, shown] of [
      [
        ['BGP is down', 'BGP down', '10.0.1.31', 'BFD down'],
        ['BGP is down', '10.0.1.31', 'BFD down'],
      ],
      [
        ['its state is failed', 'created 1 hour ago', 'failed'],
        ['its state is failed', 'created 1 hour ago'],
      ],
      [['expired', 'expired 2 days ago', 'expired 2 days ago'], ['expired 2 days ago']],
      [
        ['not associated', '$3.65', 'Not associated'],
        ['not associated', '$3.65'],
      ],
      // A part of a word is another word, and a name may be part of another name.
      [
        ['its volume is deleted', 'leted', 'edge', 'edge-fw'],
        ['its volume is deleted', 'leted', 'edge', 'edge-fw'],
      ],
    ] as const)
      assert.deepEqual(withoutRepeats(facts), shown);
  });

  it('have AWS’s order, except that ids come last, where the side bar truncates', () => {
    const kind = KINDS.find(({ id }) => id === 'ec2.natGateway');
    const item = {
      NatGatewayId: 'nat-0123456789abcdef0',
      VpcId: 'vpc-0123456789abcdef0',
      State: 'a-state-of-many-letters',
      NatGatewayAddresses: [{ PublicIp: '192.0.2.1' }],
    };
    const resource = kind && resourceFrom(kind, DEV_TARGET, { item } as unknown as ListedItem);
    assert.ok(resource);
    assert.deepEqual(rowFacts(resource, 0), ['192.0.2.1', 'a-state-of-many-letters', 'vpc-0123456789abcdef0']);
  });

  it('have short costs', () => {
    const monthly = { currency: 'USD', units: parseDecimal('73') ?? 0n };
    assert.deepEqual(costLabel({ monthly, upTo: false }), { short: '$73.00/mo', words: '$73.00 a month' });
    assert.equal(costLabel({ monthly, upTo: true })?.short, 'up to $73.00/mo');
    assert.equal(costLabel({ unknown: 'denied' }), undefined);
    assert.equal(sumLabel({ amounts: [monthly], upTo: false, unknown: 0 })?.words, 'about $73.00 a month');
    assert.equal(sumLabel({ amounts: [monthly], upTo: true, unknown: 2 })?.short, 'up to ~$73/mo, 2 not known');
    assert.equal(sumLabel({ amounts: [], upTo: false, unknown: 2 }), undefined);
  });
});
