import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { CallFailure } from '../../../src/aws/errors/callError.ts';
import type { Outcome, Progress } from '../../../src/deletion/execution/outcome.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import { outcomeReason } from '../../../src/deletion/presentation/outcomeMessages.ts';
import { displayLabel } from '../../../src/deletion/presentation/resourceLabels.ts';
import { reportSentence } from '../../../src/deletion/presentation/planReport.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { PlanBoard } from '../../../src/views/plan/planBoard.ts';
import { planOf } from '../deletion/support/deletionHarness.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

describe('the plans of a window', () => {
  let world: TestEnvironment;
  let peers: readonly Resource[];
  let tokens: readonly Resource[];
  const listeners = new Set<(progress: Progress) => void>();
  const send = (progress: Progress) => {
    for (const listener of listeners) listener(progress);
  };
  const board = () =>
    new PlanBoard({
      onProgress: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
  before(async () => {
    world = await TestEnvironment.start();
    peers = await world.list('ec2.routeServerPeer');
    tokens = await world.list('ec2.ipamExternalResourceVerificationToken');
  });
  after(() => world.close());

  /** Returns a plan whose last item depends on all others. */
  const chain = (): Plan => {
    const plan = planOf(peers);
    const keys = plan.items.slice(0, -1).map(({ resource }) => resource.key);
    return {
      ...plan,
      items: plan.items.map((item, index) => (index === plan.items.length - 1 ? { ...item, dependsOn: keys } : item)),
    };
  };
  const keyAt = (plan: Plan, index: number) => plan.items.at(index)?.resource.key ?? '';

  it('execute the selected items, and show their progress and report', () => {
    const plans = board();
    const plan = chain();
    const shown = plans.open(plan, new Set([keyAt(plan, -1)]));
    plans.choose([], [keyAt(plan, 0)]);
    assert.equal(shown.items.length, plan.items.length);
    assert.equal(shown.plan.items.length, plan.items.length - 2, 'the last one left with the first one');
    plans.choose([keyAt(plan, -1)], []);
    assert.equal(shown.plan.items.length, plan.items.length);
    plans.choose([], [keyAt(plan, 0)]);

    plans.start(shown.plan, shown.asked);
    assert.equal(plans.current, shown);
    const [first] = shown.items;
    assert.ok(first);
    assert.equal(shown.items.length, plan.items.length - 2);
    send({ resource: first.resource, phase: 'sending' });
    assert.equal(shown.phaseOf(first), 'sending');
    plans.choose([keyAt(plan, -1)], []);
    assert.equal(shown.plan.items.length, plan.items.length - 2, 'a confirmed plan does not change');
    const outcomes = shown.items.map((_, index): Outcome => ({ kind: index === 0 ? 'denied' : 'deleted' }));
    plans.finish(shown.plan, outcomes);
    assert.deepEqual([shown.status, shown.left.length, shown.deleted.length], ['ended', 1, outcomes.length - 1]);
    plans.close();
    assert.equal(plans.current, undefined);
    assert.ok(plans.show(shown.plan.id));
    assert.equal(plans.current, shown);
  });

  it('show a running plan again after another one is closed', () => {
    const plans = board();
    const first = planOf(peers.slice(0, 2));
    plans.start(first, new Set());
    const running = plans.current;
    plans.open(planOf(peers.slice(2)), new Set());
    assert.equal(plans.current?.status, 'open');
    plans.close();
    assert.equal(plans.current, running);
  });

  it('drop resources that were deleted meanwhile at a new check, and keep excluded ones', () => {
    const plans = board();
    const plan = planOf(peers);
    const shown = plans.open(plan, new Set());
    plans.choose([], [keyAt(plan, 0)]);
    plans.revise(shown, planOf(peers.filter(({ key }) => key !== keyAt(plan, 0) && key !== keyAt(plan, 1))));
    const keys = shown.items.map(({ resource }) => resource.key);
    assert.deepEqual([keys.includes(keyAt(plan, 0)), keys.includes(keyAt(plan, 1))], [true, false]);
    assert.equal(shown.plan.items.length, plan.items.length - 2);
  });

  it('report the selected resource first, with the reason of the failed dependency', () => {
    const plan = chain();
    const asked = new Set([keyAt(plan, -1)]);
    const [first] = plan.items;
    const last = plan.items.at(-1);
    assert.ok(first && last);
    const all = plan.items.map((): Outcome => ({ kind: 'deleted' }));
    const count = plan.items.length;
    const name = displayLabel(last.resource);
    assert.equal(
      reportSentence(plan, all, asked),
      `Deleted route server peer ${name} and ${count - 1} dependencies in account 111122223333.`,
    );
    const outcomes = all.map((one, index): Outcome => {
      if (index === 0) return { kind: 'failed', reason: 'It has another ID now.' };
      return index === count - 1 ? { kind: 'blocked', reason: 'Nothing was sent.' } : one;
    });
    const sentence = reportSentence(plan, outcomes, asked);
    const because = `because route server peer ${displayLabel(first.resource)} was not deleted: It has another ID now.`;
    assert.ok(sentence.startsWith(`Route server peer ${name} was not deleted, ${because} `), sentence);
    const brief = reportSentence(plan, outcomes, asked, undefined, true);
    assert.ok(brief.startsWith(`Route server peer ${name} was not deleted. ${count - 2} of ${count} deleted`), brief);
    assert.ok(
      sentence.endsWith(`${count - 2} of ${count} deleted in account 111122223333. 1 blocked, 1 failed.`),
      sentence,
    );
  });

  it('report a failed request by its outcome and error code alone, and lead to the message of AWS', () => {
    const [peer] = peers;
    assert.ok(peer);
    const plan = chain();
    const failure: CallFailure = {
      ...{ cause: 'conflict', name: 'DependencyViolation', message: 'eni-0fedcba9876543210 uses it.', status: 400 },
      ...{ action: 'ec2:DeleteRouteServerPeer', region: 'eu-west-1', attempts: 1, durationMs: 1, details: {} },
    };
    const blocked: Outcome = { kind: 'blocked', reason: 'eni-0fedcba9876543210 uses it. Try again.', failure };
    const outcomes = plan.items.map((_, index): Outcome => (index === 0 ? blocked : { kind: 'deleted' }));
    const name = displayLabel(peer);
    const sentence = reportSentence(plan, outcomes, new Set([keyAt(plan, 0)]));
    assert.ok(
      sentence.startsWith(`Route server peer ${name} was not deleted: blocked (DependencyViolation). `),
      sentence,
    );
    assert.ok(!sentence.includes('eni-'), sentence);
    assert.equal(outcomeReason(peer, blocked), blocked.reason);
    assert.equal(outcomeReason(peer, { kind: 'denied', reason: 'Denied.' }), 'No permission: Denied.');
    assert.equal(outcomeReason(peer, { kind: 'canceled' }), 'canceled');
  });

  it('offer to restore only what AWS can create again', () => {
    const shownOf = (plan: Plan, outcome: Outcome) => {
      const plans = board();
      plans.start(plan, new Set());
      plans.finish(
        plan,
        plan.items.map(() => outcome),
      );
      return plans.current;
    };
    assert.equal(shownOf(planOf(peers), { kind: 'deleted' })?.hasRestorable, true);
    assert.equal(shownOf(planOf(peers), { kind: 'denied' })?.hasRestorable, false);
    assert.equal(shownOf(planOf(tokens), { kind: 'deleted' })?.hasRestorable, false);
  });
});
