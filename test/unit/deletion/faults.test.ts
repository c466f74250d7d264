import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Outcome } from '../../../src/deletion/execution/outcome.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CALL_FAULTS } from './support/callFaults.ts';
import type { Fault } from './support/fault.ts';
import { OTHER_FAULTS } from './support/preflightFaults.ts';
import { CASES, planOf, DeletionHarness, type Case } from './support/deletionHarness.ts';

/** Asserts that a text matches the one in the table, in which `…` stands for any text. */
function assertSeen(text: string | undefined, sees: string | undefined): void {
  if (sees === undefined) {
    assert.equal(text, undefined);
    return;
  }
  const pattern = sees.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  assert.match(text ?? '', new RegExp(`^${pattern.join('.+')}$`, 'su'));
}

describe('a deletion', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  /** Deletes the resources of the cases in one plan, with the fault for each of them. */
  const deleteUnder = async (
    fault: Fault,
    cases: readonly Case[],
  ): Promise<{ removals: DeletionHarness; resources: readonly Resource[]; outcomes: readonly Outcome[] }> => {
    const resources: Resource[] = [];
    for (const its of cases) {
      const listed = await world.find(its.kind, its.wanted);
      await fault.before?.(world, its, listed);
      resources.push(await world.find(its.kind, listed.id));
    }
    const removals = new DeletionHarness(
      world,
      fault.parts?.(
        world,
        cases.map(({ operation }) => operation),
      ),
    );
    fault.journal?.(removals.journal);
    const plan = planOf(resources, removals.clock.now());
    for (const [index, its] of cases.entries()) {
      const resource = resources[index];
      if (resource) await fault.between?.(world, its, resource);
    }
    for (const its of cases) {
      const effect = fault.effect?.(its);
      if (effect) await world.control.addFault({ operation: its.operation }, effect, fault.timing);
    }
    await world.control.clearRequests();
    return { removals, resources, outcomes: await removals.engine.execute(plan) };
  };

  for (const fault of [...CALL_FAULTS, ...OTHER_FAULTS]) {
    describe(`under the fault "${fault.name}"`, () => {
      const check = async (cases: readonly Case[]): Promise<void> => {
        const { removals, resources, outcomes } = await deleteUnder(fault, cases);
        assert.equal(outcomes.length, cases.length);
        for (const [index, its] of cases.entries()) {
          const { outcome, sees, sent, executed } = fault.ends(its);
          const found = outcomes[index];
          assert.equal(found?.kind, outcome, `${its.kind}: ${found?.reason ?? ''}`);
          assertSeen(found.reason, sees);
          assert.ok(!found.reason?.includes('Encoded'));
          assert.deepEqual(await removals.calls(its), { sent, executed }, its.kind);
          const resource = resources[index];
          assert.ok(resource);
          assert.equal(removals.engine.phaseOf(resource), undefined);
          const steps = removals.journal.of(resource.key);
          // Each request is in the journal before it is sent, and has an outcome there.
          assert.ok(steps.filter((step) => step === 'call').length >= sent);
          if (steps.includes('call')) assert.ok(steps.indexOf('intend') < steps.indexOf('call'));
          if (sent > 0) assert.ok(steps.includes('outcome'));
        }
      };
      for (const its of CASES) it(`ends as docs/RELIABILITY.md states: ${its.kind}`, () => check([its]));
      if (!fault.alone) it('ends as docs/RELIABILITY.md states for all resource types in one plan', () => check(CASES));
    });
  }
});
