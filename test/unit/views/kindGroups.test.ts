import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CATEGORIES, LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { groupKinds } from '../../../src/views/resources/kindGroups.ts';

const kind = (label: string, category: string, service: Kind['service'] = 'ec2') =>
  ({ label, category, service }) as unknown as Kind;
const laidOut = (kinds: readonly Kind[]) =>
  groupKinds('ec2', kinds).map(({ category, kinds: members }) => [
    category,
    members.map(({ label }) => label).join(' '),
  ]);

describe('the groups of a service', () => {
  it('have no categories for few resource types, or for a single category', () => {
    const few = ['VPC', 'VPN', 'IPAM'].map((category, n) => kind(String(n), category));
    assert.deepEqual(laidOut([...few, kind('x', 'Storage', 'lightsail')]), [[undefined, '0 1 2']]);
    const same = Array.from({ length: 20 }, (_, n) => kind(String(n), 'VPC'));
    assert.deepEqual(
      laidOut(same).map(([category]) => category),
      [undefined],
    );
    assert.deepEqual(groupKinds('lightsail', few), []);
  });

  it('have the categories in the console’s order for many resource types in any order', () => {
    const many = ['VPN', 'VPC', 'Instances', 'VPC', 'VPC', 'IPAM', 'VPN', 'VPC'];
    assert.deepEqual(laidOut(many.map((category, n) => kind(String(n), category))), [
      ['Instances', '2'],
      ['VPC', '1 3 4 7'],
      ['VPN', '0 6'],
      ['IPAM', '5'],
    ]);
  });

  it('have all resource types of the catalog', () => {
    for (const service of Object.keys(CATEGORIES) as Kind['service'][]) {
      const shown = groupKinds(service, LISTED_KINDS).flatMap(({ kinds }) => kinds.map(({ id }) => id));
      const own = LISTED_KINDS.filter((one) => one.service === service).map(({ id }) => id);
      assert.deepEqual([...shown].sort(), [...own].sort());
    }
  });
});
