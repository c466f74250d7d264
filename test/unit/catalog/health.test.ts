import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { healthFromState } from '../../../src/catalog/builder/health.ts';
import { randomFrom } from '../../../sandbox/random.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { SEED } from '../support/seed.ts';
import { DescriptionWriter } from './support/descriptions.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { enumAt, itemOfKind } from './support/schemas.ts';

/** The states that AWS documents as healthy, from the pages of their enums. */
const HEALTHY = new Set(
  `available active running in-use attached associated enabled ready ok healthy valid issued success succeeded completed complete
  create-complete modify-complete update-complete restore-complete enable-complete associate-complete sync-complete provisioned
  provisioned-not-publicly-advertisable advertised accepted granted implicit standby compliance compliance-cooloff governance`.split(
    /\s+/,
  ),
);

/** Replaces every text in a description of a resource. */
function withUnknownTexts(value: unknown): unknown {
  if (typeof value === 'string') return 'brand-new-word';
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(withUnknownTexts);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withUnknownTexts(member)]));
}

/** Returns the states of every resource type whose state has an enum. */
function documentedStates(): ReadonlySet<string> {
  const states = KINDS.flatMap((kind) => {
    const item = itemOfKind(kind);
    const { state } = kind.members;
    return state === undefined || !item.isStructSchema() ? [] : (enumAt(kind.service, item, state) ?? []);
  });
  return new Set(states);
}

describe('the health of a resource', () => {
  it('is healthy only for states that AWS documents as healthy', () => {
    const states = documentedStates();
    assert.ok(states.size > 150, String(states.size));
    for (const state of states) {
      assert.equal(healthFromState(state) === 'healthy', HEALTHY.has(state.toLowerCase()), state);
    }
  });

  it('is never healthy by default', () => {
    for (const state of [...documentedStates()].flatMap((one) => [`not-${one}`, `${one}-maybe`, `un${one}`]))
      assert.notEqual(healthFromState(state), 'healthy', state);
    for (const state of ['', ' ', 'surprise', 'true', 'false', '1', undefined])
      assert.equal(healthFromState(state), 'idle', state);
  });

  // Healthy because of an attachment, which is not a text.
  const ATTACHED = new Set([
    'ec2.address',
    'ec2.addressAssociation',
    'lightsail.staticIp',
    'lightsail.staticIpAttachment',
    'lightsail.keyPair',
  ]);
  for (const kind of KINDS.filter(({ id }) => !ATTACHED.has(id))) {
    it(`is never healthy if all texts are unknown: ${kind.id} (TEARDOWN_SEED=${SEED})`, () => {
      const writer = new DescriptionWriter(kind.service, 'full', randomFrom(SEED));
      for (let round = 0; round < 3; round += 1) {
        for (const entry of writer.entries(kind)) {
          const renamed = { ...entry, item: withUnknownTexts(entry.item) as Structure };
          assert.notEqual(kind.health(renamed, 0), 'healthy');
        }
      }
    });
  }

  it('is unhealthy for failed states, and transitioning for states in progress', () => {
    for (const state of documentedStates()) {
      if (/fail|error|expired|revoked|blackhole/i.test(state)) assert.equal(healthFromState(state), 'unhealthy', state);
      if (/ing$|progress/i.test(state) && !/^running$|^pending$|validation|^failing$/i.test(state))
        assert.equal(healthFromState(state), 'transitioning', state);
    }
  });
});
