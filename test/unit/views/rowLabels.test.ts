import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { CATEGORIES, KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import { SERVICES } from '../../../src/catalog/model/services.ts';
import { shortenHex } from '../../../src/common/text/displayText.ts';
import { displayName, rowFacts, rowLabel } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

/** Names of AWS in category names, which keep their capitals. */
const NAMES = /Block Store|Spot|Verified Access|Traffic Mirroring|Direct Connect|VPC|VPN|IPAM|DNS|SSH|MACsec/g;

describe('the row of a resource', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(async () => {
    await world.close();
  });

  for (const kind of LISTED_KINDS)
    it(`has no fact twice: ${kind.id}`, async () => {
      const target = await world.core.profiles.target('dev', kind.homeRegion ?? 'eu-west-1');
      const { resources } = await world.core.inventory.list(kind, target);
      for (const resource of resources) {
        const label = rowLabel(resource);
        const facts = rowFacts(resource, Date.now());
        assert.equal(new Set([label, ...facts]).size, facts.length + 1, [label, ...facts].join(' · '));
        // A short name, such as that of a tag, may be part of another word.
        for (const fact of facts)
          assert.ok(label.length < 5 || !fact.includes(displayName(resource)), `${label}: ${fact}`);
        for (const text of [label, ...facts]) assert.equal(text, shortenHex(text));
      }
    });

  it('shortens long hexadecimal numbers, and nothing else', () => {
    const digits = '0123456789abcdef'.repeat(4);
    assert.equal(shortenHex(`dxcon-1 / ${digits}.`), 'dxcon-1 / 01234567…cdef.');
    assert.equal(shortenHex('6b1f2c3d-1111-2222-3333-444455556666'), '6b1f2c3d…6666');
    for (const text of ['vpc-0123456789abcdef0', 'a-name-with-many-words-in-it', '111122223333', `${digits}xyz`])
      assert.equal(shortenHex(text), text);
  });
});

describe('the tree', () => {
  it('has one icon for each noun, in every service', () => {
    const icons = new Map<string, string>();
    for (const { noun, icon, id } of KINDS) {
      assert.equal(icons.get(noun) ?? icon, icon, `${id}: ${noun}`);
      icons.set(noun, icon);
    }
  });

  it('has category names in sentence case', () => {
    for (const service of Object.values(SERVICES))
      for (const category of CATEGORIES[service.id]) {
        const [first = '', ...rest] = category.replace(NAMES, 'x');
        assert.equal(first + rest.join(''), first + rest.join('').toLowerCase(), category);
      }
  });
});
