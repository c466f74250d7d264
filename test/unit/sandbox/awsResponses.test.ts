import assert from 'node:assert/strict';
import * as directConnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import type { NormalizedSchema } from '@smithy/core/schema';
import { after, before, describe, it } from 'mocha';
import { AWS_RESPONSES } from '../../../sandbox/facts/awsResponses.ts';
import { MISSING_MEMBERS, NOT_SENT, OTHER_STATES } from '../../../sandbox/facts/differences.ts';
import { STATE_WORDS } from '../../../sandbox/facts/stateWords.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { operationsOf } from '../../../sandbox/wire/shapes.ts';
import { DeletionHarness, planOf } from '../deletion/support/deletionHarness.ts';
import { removeChildren } from '../deletion/support/removeChildren.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const SHAPES = {
  ec2: operationsOf(ec2),
  lightsail: operationsOf(lightsail),
  directconnect: operationsOf(directConnect),
};

type Service = keyof typeof SHAPES;

/** Calls a function for every member of a response, with its path, its structure and its value. */
function visit(
  value: unknown,
  schema: NormalizedSchema,
  path: string,
  seen: (path: string, member: string, value: unknown) => void,
): void {
  if (Array.isArray(value) && schema.isListSchema()) {
    for (const one of value) visit(one, schema.getValueSchema(), `${path}[]`, seen);
  } else if (typeof value === 'object' && value !== null && schema.isStructSchema()) {
    const members = new Map(schema.structIterator());
    for (const [name, inner] of Object.entries(value)) {
      const member = members.get(name);
      if (!member) continue;
      const at = path === '' ? name : `${path}.${name}`;
      seen(at, `${schema.getName() ?? ''}.${name}`, inner);
      visit(inner, member, at, seen);
    }
  }
}

describe("the sandbox's responses, compared with those of AWS", () => {
  /** The paths of all members that the sandbox sent, by operation. */
  const sent = new Map<string, Set<string>>();
  /** The states that the sandbox sent, by structure and member. */
  const states = new Map<string, Set<string>>();

  function collect(service: Service, operation: string, output: unknown): void {
    const shape = SHAPES[service].get(operation);
    assert.ok(shape, operation);
    const paths = sent.get(`${service}:${operation}`) ?? new Set();
    sent.set(`${service}:${operation}`, paths);
    visit(output, shape.output, '', (path, member, value) => {
      paths.add(path);
      const name = `${service} ${member}`;
      if (typeof value !== 'string' || !STATE_WORDS.has(name)) return;
      states.set(name, (states.get(name) ?? new Set()).add(value));
    });
  }

  before(async function () {
    this.timeout(120_000);
    const world = await TestEnvironment.start();
    after(() => world.close());
    for (const kind of KINDS) {
      await world.reset();
      await removeChildren(world, kind);
      const region = kind.homeRegion ?? 'eu-west-1';
      for (const resource of [...(await world.list(kind.id, 'dev', region))].reverse()) {
        const { engine } = new DeletionHarness(world);
        const [outcome] = await engine.execute(planOf([resource]));
        if (outcome?.kind === 'deleted') break;
        // AWS deletes more along: a new plan includes it.
        const [confirmed] =
          outcome?.kind === 'changed' ? await engine.execute((await engine.plan([resource])).plan) : [];
        if (confirmed?.kind === 'deleted') break;
      }
      for (const { service, operation, output } of await world.requests()) {
        if (output && operation !== null && service !== null && service in SHAPES) {
          collect(service as Service, operation, output);
        }
      }
    }
  });

  const reasonFor = (operation: string, path: string) =>
    MISSING_MEMBERS.find(([other, start]) => other === operation && path.startsWith(start));

  for (const [operation, members] of AWS_RESPONSES) {
    if (NOT_SENT.has(operation)) continue;
    it(`have every member of AWS's response to ${operation}, or a reason for its absence`, () => {
      const paths = sent.get(operation);
      assert.ok(paths, 'the sandbox never responded to it');
      const missing = members
        .map(({ path }) => path.replace(/(\[\]|\{\})$/, ''))
        .filter((path) => !paths.has(path.replace(/\[\]$/, '')) && !reasonFor(operation, path));
      assert.deepEqual(missing, []);
    });
  }

  it('have no reason for the absence of a member that is present', () => {
    const needless = MISSING_MEMBERS.filter(
      ([operation, start]) =>
        !(AWS_RESPONSES.get(operation) ?? []).some(
          ({ path }) =>
            path.startsWith(start) && !sent.get(operation)?.has(path.replace(/(\[\]|\{\})$/, '').replace(/\[\]$/, '')),
        ),
    );
    assert.deepEqual(needless, []);
  });

  it("have no state that is in neither AWS's models nor its responses, except with a reason", () => {
    const invented = [...states].flatMap(([name, words]) => {
      const { documented = [], observed = [] } = STATE_WORDS.get(name) ?? {};
      const known = new Set([...documented, ...observed].map((word) => word.toLowerCase()));
      return [...words].filter((word) => !known.has(word.toLowerCase())).map((word) => `${name}: ${word}`);
    });
    const unexplained = invented.filter((one) => !(one.replace(/:.*/, '') in OTHER_STATES));
    assert.deepEqual(unexplained, []);
    const needless = Object.keys(OTHER_STATES).filter((name) => !invented.some((one) => one.startsWith(`${name}:`)));
    assert.deepEqual(needless, []);
  });
});
