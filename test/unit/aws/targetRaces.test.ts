import assert from 'node:assert/strict';
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { SEED } from '../support/seed.ts';
import { FakeAws } from './support/fakeAws.ts';
import { Machine } from './support/machine.ts';

const NAMES = ['one', 'two'] as const;
const KEYS = ['AKIADEV', 'AKIADEV2', 'AKIAPROD'] as const;

type Step =
  | { readonly do: 'edit'; readonly profile: number; readonly key: number }
  | { readonly do: 'resolve'; readonly profile: number }
  | { readonly do: 'use'; readonly target: number }
  | { readonly do: 'verify'; readonly target: number }
  /** Runs the event loop once. */
  | { readonly do: 'tick' }
  /** Waits for everything that was started. */
  | { readonly do: 'settle' };

const index = fc.nat({ max: 5 });
const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('edit' as const), profile: index, key: index }),
  fc.record({ do: fc.constant('resolve' as const), profile: index }),
  { arbitrary: fc.record({ do: fc.constant('use' as const), target: index }), weight: 3 },
  fc.record({ do: fc.constant('verify' as const), target: index }),
  fc.record({ do: fc.constantFrom('tick' as const, 'tick' as const, 'settle' as const) }),
);

describe('credentials of targets in random orders of events', () => {
  let fake: FakeAws;
  let machine: Machine;
  before(async () => {
    fake = await FakeAws.start('aws');
    fake.addKey('AKIADEV', '111111111111', 'arn:aws:iam::111111111111:user/me');
    fake.addKey('AKIADEV2', '111111111111', 'arn:aws:iam::111111111111:user/me');
    fake.addKey('AKIAPROD', '999999999999', 'arn:aws:iam::999999999999:user/me');
  });
  after(() => fake.close());
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => {
    machine.dispose();
  });

  /** Runs steps, and returns each key that was provided, with its target. */
  async function play(steps: readonly Step[]): Promise<readonly (readonly [Target, string])[]> {
    const keys = [0, 2];
    const write = (): void => {
      const sections = NAMES.map(
        (name, at) =>
          `[profile ${name}]\nendpoint_url = ${fake.url('aws')}\naws_access_key_id = ${KEYS[keys[at] ?? 0]}`,
      );
      machine.config(sections.map((section) => `${section}\naws_secret_access_key = s`).join('\n'));
    };
    write();
    const { profiles } = machine.createCore();
    const targets: Target[] = [];
    const provided: (readonly [Target, string])[] = [];
    const running: Promise<void>[] = [];
    const start = (work: () => Promise<void>): void => {
      running.push(
        work().catch((error: unknown) => {
          assert.ok(error instanceof CredentialsError, String(error));
        }),
      );
    };
    for (const step of steps) {
      const target = 'target' in step ? targets[step.target % Math.max(targets.length, 1)] : undefined;
      if (step.do === 'tick') await tick();
      else if (step.do === 'settle') await Promise.all(running);
      else if (step.do === 'edit') {
        keys[step.profile % NAMES.length] = step.key % KEYS.length;
        write();
      } else if (step.do === 'resolve') {
        const name = NAMES[step.profile % NAMES.length] ?? 'one';
        start(async () => {
          targets.push(...(await profiles.targets(name, ['eu-west-1'])));
        });
      } else if (target && step.do === 'use') {
        start(async () => {
          provided.push([target, (await profiles.credentials(target)()).accessKeyId]);
        });
      } else if (target) {
        start(async () => {
          const { result, ...rest } = await profiles.verify(target);
          if (result === 'unchanged')
            assert.ok('identity' in rest && rest.identity.accountId === target.identity.accountId);
        });
      }
    }
    await Promise.all(running);
    return provided;
  }

  it('never have the key of another account', async () => {
    const property = fc.asyncProperty(fc.array(STEP, { minLength: 5, maxLength: 40 }), async (steps) => {
      const setup: Step[] = [{ do: 'resolve', profile: 0 }, { do: 'resolve', profile: 1 }, { do: 'settle' }];
      for (const [target, key] of await play([...setup, ...steps])) {
        assert.equal(fake.callers.get(key)?.account, target.identity.accountId);
      }
    });
    await fc.assert(property, { numRuns: Number(process.env['TEARDOWN_RUNS'] ?? 100), seed: SEED });
  }).timeout(0);
});
