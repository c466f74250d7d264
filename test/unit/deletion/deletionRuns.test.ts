import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { formatRecord } from '../../../src/deletion/execution/callRecord.ts';
import type { JournalEntry, StoredOutcomeKind } from '../../../src/deletion/journal/entry.ts';
import { serializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import {
  entryStatus,
  entryTags,
  groupRuns,
  outcomeTest,
  runStatus,
  runTags,
  runTitle,
  type OutcomeFilter,
} from '../../../src/deletion/presentation/deletionRuns.ts';
import { formatEntryResponses } from '../../../src/deletion/presentation/entryResponses.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, planOf } from './support/deletionHarness.ts';

describe('the runs in the Deletions view', () => {
  let world: TestEnvironment;
  let resources: readonly Resource[];
  before(async () => {
    world = await TestEnvironment.start();
    resources = await Promise.all(CASES.map(({ kind, wanted }) => world.find(kind, wanted)));
  });
  after(() => world.close());

  let count = 0;
  function entry(
    resource: Resource | undefined,
    outcome: StoredOutcomeKind | undefined,
    more: Partial<JournalEntry> = {},
  ): JournalEntry {
    assert.ok(resource);
    const [item] = planOf([resource]).items;
    assert.ok(item);
    count += 1;
    return {
      ...{ id: `entry-${count}`, planId: `plan-${count}`, at: count, action: 'delete', operation: item.operation },
      ...{ input: item.input, evidence: [], resource: serializeResource(resource), calls: [] },
      ...{
        instance: { id: 'w', pid: 1, startedAt: 0 },
        state: outcome && outcome !== 'deleting' ? 'completed' : 'sent',
      },
      ...(outcome && { outcome: { kind: outcome, at: count + 1 } }),
      ...more,
    };
  }

  it('have one row for each plan, those in progress first, then the newest', () => {
    const [one, other] = resources;
    const old = entry(one, 'deleted');
    const many = [entry(one, 'deleted', { planId: 'many' }), entry(other, 'denied', { planId: 'many' })];
    const running = entry(one, undefined);
    const newest = entry(other, 'failed');
    // A plan may have entries before and after those of another one.
    const runs = groupRuns([newest, many[1] ?? newest, running, many[0] ?? newest, old]);
    assert.deepEqual(
      runs.map(({ id, entries }) => [id, entries.length]),
      [
        [running.planId, 1],
        [newest.planId, 1],
        ['many', 2],
        [old.planId, 1],
      ],
    );
  });

  it('show the resources and the number of each outcome', () => {
    const [peer, , token] = resources;
    const same = [entry(peer, 'deleted', { planId: 'p' }), entry(peer, 'denied', { planId: 'p' })];
    assert.equal(runTitle({ id: 'p', entries: same }), `2 ${peer?.kind.pluralNoun ?? ''}`);
    const mixed = [...same, entry(token, 'deleted', { planId: 'p' })];
    assert.equal(runTitle({ id: 'p', entries: mixed }), '3 resources');
    const unknown = { ...mixed[0], resource: { ...mixed[0]?.resource, kind: 'ec2.ofTheFuture' } } as JournalEntry;
    assert.equal(runTitle({ id: 'p', entries: [unknown, unknown] }), '2 resources');
  });

  it('show what did not delete first, and several verbs as one', () => {
    const tests = { isRunning: () => false, isRestored: () => false };
    const statusOf = (entries: readonly JournalEntry[]) => runStatus({ id: 'p', entries }, tests);
    const macSecKey = resources.find(({ kind }) => kind.action.verb === 'disassociate');
    const [peer] = resources;
    const disassociated = entry(macSecKey, 'deleted');
    const deleted = [entry(peer, 'deleted'), entry(peer, 'deleted')];
    assert.equal(statusOf([disassociated]), '1 disassociated');
    assert.equal(statusOf([...deleted, disassociated]), '3 deleted');
    assert.equal(statusOf([...deleted, entry(peer, 'denied')]), '1 denied, 2 deleted');
    const pending = entry(macSecKey, undefined);
    const running = { ...tests, isRunning: ({ id }: JournalEntry) => id === pending.id };
    assert.equal(runStatus({ id: 'p', entries: [...deleted, pending] }, running), '1 deleting, 2 deleted');
  });

  it('match only the filters of their outcomes', () => {
    const [resource] = resources;
    const filters: readonly OutcomeFilter[] = ['deleted', 'failed', 'notDeleted', 'inProgress', 'restored'];
    const passing = (one: JournalEntry) => filters.filter((filter) => outcomeTest(new Set([filter]), [one])(one));
    const expected: Readonly<Record<Exclude<StoredOutcomeKind, 'allowed'>, readonly OutcomeFilter[]>> = {
      deleted: ['deleted'],
      alreadyDeleted: ['deleted'],
      executed: ['deleted'],
      deleting: ['inProgress'],
      failed: ['failed', 'notDeleted'],
      denied: ['failed', 'notDeleted'],
      unknown: ['failed', 'notDeleted'],
      blocked: ['notDeleted'],
      changed: ['notDeleted'],
      reverted: ['notDeleted'],
      canceled: ['notDeleted'],
      restored: ['restored'],
    };
    for (const [kind, wanted] of Object.entries(expected) as [StoredOutcomeKind, readonly OutcomeFilter[]][]) {
      const action = kind === 'restored' ? 'restore' : kind === 'executed' ? 'dryRun' : 'delete';
      assert.deepEqual(passing(entry(resource, kind, { action })), wanted, kind);
    }
    const one = entry(resource, 'denied');
    assert.ok(outcomeTest(new Set(['deleted', 'failed']), [one])(one), 'one of several filters is enough');
    assert.ok(outcomeTest(new Set(), [one])(one), 'no filter shows all');
  });

  it('match the filter "restorable" until they are restored', () => {
    const restorable = resources.find(({ kind }) => kind.restorability.restore);
    const never = resources.find(({ kind }) => !kind.restorability.restore);
    const test = (one: JournalEntry, all: readonly JournalEntry[]) => outcomeTest(new Set(['restorable']), all)(one);
    const deleted = entry(restorable, 'deleted');
    assert.ok(test(deleted, [deleted]));
    const restored = entry(restorable, 'restored', { action: 'restore' });
    assert.ok(!test(deleted, [restored, deleted]));
    const again = entry(restorable, 'deleted');
    assert.ok(test(again, [again, restored, deleted]), 'deleted again after that');
    const lost = entry(never, 'deleted');
    assert.ok(!test(lost, [lost]));
  });

  it('show that a resource was restored, and offer no other restore', () => {
    const restorable = resources.find(({ kind }) => kind.restorability.restore);
    const deleted = entry(restorable, 'deleted');
    assert.match(entryTags(deleted), /;restorable;/);
    assert.doesNotMatch(entryTags(deleted, true), /;restorable;/);
    assert.doesNotMatch(
      runTags({ id: 'p', entries: [deleted] }, () => true),
      /;restorable;/,
    );
    assert.equal(entryStatus(deleted, false, true), 'deleted and restored');
    assert.equal(entryStatus(entry(restorable, 'denied'), false, true), 'denied', 'nothing was undone');
  });

  it('distinguish the outcome of a restore from that of a deletion', () => {
    const [resource] = resources;
    for (const kind of ['denied', 'failed', 'blocked', 'changed', 'canceled', 'unknown'] as const) {
      const [deletion, restore] = [entry(resource, kind), entry(resource, kind, { action: 'restore' })];
      assert.equal(entryStatus(restore, false), `restore: ${entryStatus(deletion, false)}`);
    }
    assert.equal(entryStatus(entry(resource, 'restored', { action: 'restore' }), false), 'restored');
  });

  it('offer Reveal and Retry unless the resource is deleted, and Show Response after a response of AWS', () => {
    const [resource] = resources;
    const tags = (one: JournalEntry) => entryTags(one).split(';').filter(Boolean);
    for (const kind of ['deleted', 'alreadyDeleted'] as const) {
      assert.ok(!tags(entry(resource, kind)).includes('reveal'), kind);
      assert.ok(!tags(entry(resource, kind)).includes('again'), kind);
    }
    for (const kind of ['denied', 'failed', 'blocked', 'changed', 'reverted', 'canceled', 'unknown'] as const) {
      assert.ok(tags(entry(resource, kind)).includes('reveal'), kind);
      assert.ok(tags(entry(resource, kind)).includes('again'), kind);
    }
    assert.ok(!tags(entry(resource, 'restored', { action: 'restore' })).includes('reveal'));
    assert.ok(!tags(entry(resource, undefined)).includes('again'), 'it still runs');
    const request = { at: 1, dryRun: false };
    const lost = { at: 2, attempts: 1, durationMs: 3, body: { Error: { name: 'NetworkError' } } };
    const response = { ...lost, status: 400 };
    assert.ok(!tags(entry(resource, 'failed', { calls: [request] })).includes('responded'));
    assert.ok(!tags(entry(resource, 'unknown', { calls: [{ ...request, response: lost }] })).includes('responded'));
    const responded = entry(resource, 'failed', { calls: [{ ...request, response }] });
    assert.ok(tags(responded).includes('responded'));
    assert.equal(runTags({ id: 'p', entries: [responded] }), ';run;planned;again;responded;');
  });

  it('show responses in the format of the response channel', () => {
    const resource = resources.find((one) => one.entry.parent);
    assert.ok(resource);
    const response = { at: 1_000, status: 200, requestId: 'r-1', attempts: 2, durationMs: 3, body: { Return: true } };
    const calls = [
      { at: 1, dryRun: false },
      { at: 2, dryRun: false, response },
    ];
    const one = entry(resource, 'deleted', { calls });
    const record = { ...response, resource, operation: one.operation, dryRun: false };
    assert.equal(formatEntryResponses(one), formatRecord(record));
  });
});
