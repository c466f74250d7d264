import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { healthFromState } from '../../../src/catalog/builder/health.ts';
import { randomFrom } from '../../../sandbox/random.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { SEED } from '../support/seed.ts';
import { DescriptionWriter } from './support/descriptions.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { enumAt, itemOfKind } from './support/schemas.ts';

/** The states that AWS documents as good, one by one from the pages of their enums. */
const GOOD = new Set(
  `available active running in-use attached associated enabled ready ok healthy valid issued success succeeded completed complete
  create-complete modify-complete update-complete restore-complete enable-complete associate-complete sync-complete provisioned
  provisioned-not-publicly-advertisable advertised accepted granted implicit standby compliance compliance-cooloff governance`.split(
    /\s+/,
  ),
);

/** Replaces every text in a description. */
function withNewWords(value: unknown): unknown {
  if (typeof value === 'string') return 'brand-new-word';
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(withNewWords);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withNewWords(member)]));
}

/** The states of every resource type whose state has an enum. */
function documentedStates(): ReadonlySet<string> {
  const states = KINDS.flatMap((kind) => {
    const item = itemOfKind(kind);
    const { state } = kind.members;
    return state === undefined || !item.isStructSchema() ? [] : (enumAt(kind.service, item, state) ?? []);
  });
  return new Set(states);
}

describe('the health of a resource', () => {
  it('is good for the states that are known to be good, and for no others', () => {
    const states = documentedStates();
    assert.ok(states.size > 150, String(states.size));
    for (const state of states) {
      assert.equal(healthFromState(state) === 'healthy', GOOD.has(state.toLowerCase()), state);
    }
  });

  it('is never good by default', () => {
    for (const state of [...documentedStates()].flatMap((one) => [`not-${one}`, `${one}-maybe`, `un${one}`]))
      assert.notEqual(healthFromState(state), 'healthy', state);
    for (const state of ['', ' ', 'surprise', 'true', 'false', '1', undefined])
      assert.equal(healthFromState(state), 'idle', state);
  });

  // Good because of what refers to them, which is no word.
  const ATTACHED = new Set([
    'ec2.address',
    'ec2.addressAssociation',
    'lightsail.staticIp',
    'lightsail.staticIpAttachment',
    'lightsail.keyPair',
  ]);
  for (const kind of KINDS.filter(({ id }) => !ATTACHED.has(id))) {
    it(`is never good where all words are new: ${kind.id} (TEARDOWN_SEED=${SEED})`, () => {
      const writer = new DescriptionWriter(kind.service, 'full', randomFrom(SEED));
      for (let round = 0; round < 3; round += 1) {
        for (const entry of writer.entries(kind)) {
          const renamed = { ...entry, item: withNewWords(entry.item) as Structure };
          assert.notEqual(kind.health(renamed, 0), 'healthy');
        }
      }
    });
  }

  it('is bad for what failed, and in transition for what AWS is working on', () => {
    for (const state of documentedStates()) {
      if (/fail|error|expired|revoked|blackhole/i.test(state)) assert.equal(healthFromState(state), 'unhealthy', state);
      if (/ing$|progress/i.test(state) && !/^running$|^pending$|validation|^failing$/i.test(state))
        assert.equal(healthFromState(state), 'transitioning', state);
    }
  });
});
