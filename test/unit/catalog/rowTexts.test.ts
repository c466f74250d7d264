import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { escapeInvisible } from '../../../src/common/text/displayText.ts';
import { collectEvidence } from '../../../src/deletion/planning/evidence.ts';
import { deleteInput, MissingInputError } from '../../../src/deletion/planning/deleteInput.ts';
import { resourceLine } from '../../../src/deletion/presentation/confirmationText.ts';
import { formatFieldValue } from '../../../src/deletion/presentation/phrases.ts';
import { displayName, resourceFrom, rowLabel, type Resource } from '../../../src/inventory/resource.ts';
import { SEED } from '../support/seed.ts';
import { DescriptionWriter, type Mode } from './support/descriptions.ts';

const NOW = Date.UTC(2026, 10, 28, 19);
const ROUNDS = 25;
const MOST_ROUNDS = 500;

const TARGET: Target = {
  identity: {
    partition: 'aws',
    accountId: '111122223333',
    callerArn: 'arn:aws:iam::111122223333:user/dev',
    source: { kind: 'profile', name: 'dev' },
  },
  region: 'eu-west-1',
  endpoints: {},
} as unknown as Target;

/** Matches the text of a missing value, or of one that is not a text. */
const NO_VALUE = /\bundefined\b|\bnull\b|Invalid Date|\[object|\bNaN\b|not a date|at an unknown time/;
/** Matches a text without a meaning unless it has a label. */
const BARE = /^[-+]?[\d.,]+(e\+?\d+)?$|^(true|false)$|^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/i;

/** Returns the resources of a kind in generated descriptions. */
function resourcesOf(kind: Kind, mode: Mode, seed: number): readonly Resource[] {
  const random = randomFrom(seed);
  const resources: Resource[] = [];
  // Some resource types match few descriptions only.
  for (let round = 0; round < ROUNDS || (resources.length === 0 && round < MOST_ROUNDS); round += 1) {
    const entries = new DescriptionWriter(kind.service, mode, random).entries(kind);
    resources.push(...entries.flatMap((entry) => resourceFrom(kind, TARGET, entry) ?? []));
  }
  return resources;
}

describe('the texts of a row', () => {
  const described = new Set<string>();
  for (const mode of ['full', 'partial', 'hostile'] as const) {
    for (const kind of KINDS) {
      it(`have no missing or bare values for a ${mode} description: ${kind.id} (TEARDOWN_SEED=${SEED})`, () => {
        const resources = resourcesOf(kind, mode, SEED);
        if (resources.length > 0) described.add(kind.id);
        for (const resource of resources) {
          const { entry } = resource;
          const parts = kind.description(entry, NOW).map((text) => text ?? '');
          const fault = (what: string) => assert.fail(`${what} in ${inspect(entry.item).slice(0, 1_500)}`);
          for (const text of parts.filter((part) => part.trim() === '' || BARE.test(part))) fault(`"${text}"`);
          if (new Set(parts).size < parts.length) fault('a text twice');
          for (const label of [rowLabel(resource), displayName(resource), escapeInvisible(rowLabel(resource))])
            assert.notEqual(label.trim(), '');
          const facts = kind.facts.map((fact) => [fact.label, fact.value(entry)] as const);
          const findings = collectEvidence(resource, NOW).map(({ text }) => text);
          const shown = [
            ...parts,
            rowLabel(resource),
            resourceLine(resource, NOW),
            kind.badge?.(entry) ?? '',
            ...facts.flatMap(([, value]) => (value === undefined ? [] : [formatFieldValue(value, NOW)])),
            ...findings,
          ];
          for (const text of shown.filter((part) => NO_VALUE.test(part))) fault(text);
          const [, ...rest] = resourceLine(resource, NOW).split(' · ');
          for (const text of rest.filter((part) => BARE.test(part))) fault(text);
          for (const [label, value] of facts)
            assert.ok(
              !(typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)),
              `${label} is a raw time: ${String(value)}`,
            );
          assert.match(kind.health(entry, NOW), /^(healthy|idle|unhealthy|transitioning)$/);
          try {
            deleteInput(resource);
          } catch (error) {
            assert.ok(error instanceof MissingInputError, String(error));
          }
        }
      });
    }
  }

  it('were generated for every resource type', () => {
    assert.deepEqual(
      KINDS.filter(({ id }) => !described.has(id)).map(({ id }) => id),
      [],
    );
  });
});
