import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { JournalEntry } from '../../../src/deletion/journal/entry.ts';
import { serializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import { planFromJournal } from '../../../src/deletion/presentation/planFromJournal.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, planOf } from './support/deletionHarness.ts';

describe('a plan from the journal', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  const entries = (plan: Plan): readonly JournalEntry[] =>
    plan.items.map(({ resource, operation, input, evidence }, index) => ({
      ...{
        id: `entry-${index}`,
        at: plan.createdAt + index,
        planId: plan.id,
        action: 'delete',
        operation,
        input,
        evidence,
      },
      resource: serializeResource(resource),
      ...{ instance: { id: 'w', pid: 1, startedAt: 0 }, calls: [], state: 'completed' },
    }));

  it('has the text of the confirmed plan, and states that it was executed', async () => {
    const resources = await Promise.all(CASES.map(({ kind, wanted }) => world.find(kind, wanted)));
    const plan = planOf(resources, Date.now());
    const past = planFromJournal(plan.id, [...entries(plan)].reverse());
    assert.ok(past);
    const then = planDocument(plan, plan.createdAt);
    const now = planDocument(past, plan.createdAt, true);
    assert.ok(now.includes('The Deletions view shows the outcome.'));
    // The journal has no endpoint of STS, so the account check in the scripts has none.
    const plain = (text: string) =>
      text.replace(/^(Created .*|This plan of .* was executed\. .*)$/m, '').split('## JSON')[0];
    assert.equal(plain(now), plain(then));
  });

  it('is undefined when the journal has no entry of it', async () => {
    const plan = planOf([await world.find(CASES[0].kind, CASES[0].wanted)]);
    assert.equal(planFromJournal('another', entries(plan)), undefined);
    assert.equal(planFromJournal(plan.id, []), undefined);
  });
});
