import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { ListedItem } from '../../../src/catalog/model/listedItem.ts';
import { escapeInvisible } from '../../../src/common/text/displayText.ts';
import { completeFilter } from '../../../src/inventory/query/filterCompletion.ts';
import { FILTER_KEYS, parseFilter } from '../../../src/inventory/query/filter.ts';
import { resourceFrom, rowFacts, rowLabel, type Resource } from '../../../src/inventory/resource.ts';
import { DescriptionWriter } from '../catalog/support/descriptions.ts';
import { SEED } from '../support/seed.ts';
import { DEV_TARGET } from '../support/devTarget.ts';

const NOW = Date.UTC(2026, 10, 28, 19);
function matches(text: string, resource: Resource): boolean {
  const parsed = parseFilter(text);
  assert.ok(parsed && 'filter' in parsed, `${text}: ${inspect(parsed)}`);
  return parsed.filter.match(resource, NOW) === 'yes';
}

/** Returns all facts that a row shows, one by one and joined. */
function textsOf(resource: Resource): readonly string[] {
  const facts = rowFacts(resource, NOW);
  return [rowLabel(resource), ...facts, facts.join(' · '), resource.kind.badge?.(resource.entry)]
    .filter((text) => text !== undefined)
    .map((text) => escapeInvisible(text));
}

describe('the filter finds the facts of a row', () => {
  for (const mode of ['full', 'partial', 'hostile'] as const)
    for (const kind of KINDS) {
      it(`in a ${mode} description of ${kind.id} (TEARDOWN_SEED=${SEED})`, () => {
        const random = randomFrom(SEED);
        for (let round = 0; round < 5; round += 1) {
          const entries = new DescriptionWriter(kind.service, mode, random).entries(kind);
          for (const resource of entries.flatMap((entry) => resourceFrom(kind, DEV_TARGET, entry) ?? [])) {
            for (const text of textsOf(resource)) {
              // Text of a filter cannot contain quotation marks, which group words.
              const typed = text.replaceAll('"', '');
              if (typed.trim() === '') continue;
              assert.ok(matches(`"${typed}"`, resource), `"${typed}" in ${inspect(resource.entry.item).slice(0, 800)}`);
            }
          }
        }
      });
    }

  it('with an IPv6 address whose beginning looks like a key', () => {
    const kind = KINDS.find(({ id }) => id === 'ec2.routeServerPeer');
    const item = { RouteServerPeerId: 'rsp-1', PeerAddress: 'fd::1', RouteServerPeerState: 'available' };
    const resource = kind && resourceFrom(kind, DEV_TARGET, { item } as unknown as ListedItem);
    assert.ok(resource);
    assert.ok(matches('fd::1', resource));
  });
});

describe('the completions of a filter are offered for', () => {
  const resource = (tags: readonly [string, string][], state: string): Resource =>
    ({ tags: new Map(tags), state, target: { region: 'eu-west-1' } }) as unknown as Resource;
  const known = [
    resource([['env', 'dev'], ['Cost Center', 'a "b" c']], 'available'),
    resource([['env', 'dev']], 'in use'),
    resource([['env', 'prod']], 'available'),
  ]; // prettier-ignore
  const texts = (typed: string) => completeFilter(typed, known, FILTER_KEYS).map(({ text }) => text);

  for (const [typed, expected] of [
    ['ta', ['tag:']],
    ['-ta', ['-tag:']],
    ['edge older:30d na', ['edge older:30d name:']],
    ['tag:', ['tag:env', 'tag:"Cost Center"']],
    ['tag:env=', ['tag:env=dev', 'tag:env=prod']],
    ['tag:ENV=p', ['tag:env=prod']],
    ['tag:"Cost Center=', ['tag:"Cost Center=a ?b? c"']],
    ['state:', ['state:available', 'state:"in use"']],
    ['region:eu', ['region:eu-west-1']],
    ['nothing', []],
    ['tag:env=dev ', FILTER_KEYS.map((key) => `tag:env=dev ${key}:`)],
  ] as const)
    it(JSON.stringify(typed), () => {
      const found = texts(typed);
      assert.deepEqual(found, expected);
      for (const text of found.filter((one) => !one.endsWith(':'))) {
        const parsed = parseFilter(text);
        assert.ok(parsed && 'filter' in parsed, text);
        if (/tag:\S*=|state:|region:/.test(text))
          assert.ok(known.some((one) => parsed.filter.match(one, NOW) === 'yes'), text); // prettier-ignore
      }
    });
});
