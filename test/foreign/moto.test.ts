import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { KINDS, LISTED_KINDS } from '../../src/catalog/index.ts';
import type { Kind } from '../../src/catalog/model/kind.ts';
import { motoProblem } from '../../scripts/lib/moto.mjs';
import { TYPES_FILE } from '../harness/report.ts';
import { kindOf } from '../unit/support/testEnvironment.ts';
import { MOTO_FAULTS } from './motoFaults.ts';
import { ForeignWorld } from './support/world.ts';
import { FOREIGN_TYPES } from './types/index.ts';
import { LISTED_ONLY_TYPES } from './types/listedOnly.ts';

const missing = motoProblem();
const suite = missing === undefined ? describe : describe.skip;

/** Returns the operations that list a resource type, as `service:operation`. */
const listsOf = ({ service, sources }: Kind) =>
  sources.flatMap(({ operation, child }) =>
    [operation, child?.operation].flatMap((one) => (one === undefined ? [] : [`${service}:${one}`])),
  );

/** moto returns no `DeleteSnapshotResults`, which AWS returns for each snapshot that an AMI's deletion takes along. */
const MISSING_RESULTS: Readonly<Record<string, object>> = {
  'ec2.image.withSnapshots': { reason: 'AWS did not return what became of each Snapshot.' },
};

suite(`Teardown with moto in place of AWS${missing === undefined ? '' : ` (${missing})`}`, () => {
  let world: ForeignWorld;
  const passed: string[] = [];

  before(async function () {
    this.timeout(60_000);
    world = await ForeignWorld.start();
  });
  after(async () => {
    mkdirSync(path.dirname(TYPES_FILE), { recursive: true });
    writeFileSync(TYPES_FILE, JSON.stringify(passed));
    await world.close();
  });

  for (const { kind, create } of FOREIGN_TYPES) {
    it(`lists what boto3 lists, and deletes one that boto3 no longer finds: ${kind}`, async () => {
      const { core, moto } = world;
      const created = await create(moto);
      const expected = await world.fromBoto3(created);
      assert.ok(expected.includes(created.id), `boto3 itself does not list ${created.id}: ${expected.join(', ')}`);

      const { rows, failures } = await world.list(kind, created.parent);
      const known = await moto.implemented(listsOf(kindOf(kind)));
      assert.deepEqual(
        failures.filter(({ action }) => known.has(action)),
        [],
      );
      assert.deepEqual(rows.map(({ id }) => id).sort(), expected);

      const { plan } = await core.deletion.plan(rows.filter(({ id }) => id === created.id));
      const blockers = plan.items.flatMap(({ evidence }) => evidence.filter(({ level }) => level === 'blocker'));
      assert.deepEqual(blockers, []);
      const [outcome] = await core.deletion.execute(plan);
      assert.deepEqual(outcome, { kind: 'deleted', ...MISSING_RESULTS[kind] });
      const others = expected.filter((id) => id !== created.id);
      assert.deepEqual(await world.fromBoto3(created), others);
      const left = (await world.list(kind, created.parent)).rows.filter(({ id }) => id === created.id);
      assert.ok(left.length === 0 || !others.includes(created.id), 'Teardown lists it again');
      passed.push(kind);
    });
  }

  for (const { kind, create } of LISTED_ONLY_TYPES) {
    it(`lists what boto3 lists, and reports no deletion that moto cannot execute: ${kind}`, async () => {
      const created = await create(world.moto);
      const expected = await world.fromBoto3(created);
      assert.ok(expected.includes(created.id), `boto3 itself does not list ${created.id}: ${expected.join(', ')}`);
      const { rows, failures } = await world.list(kind, created.parent);
      assert.deepEqual(failures, []);
      assert.deepEqual(rows.map(({ id }) => id).sort(), expected);
      const { plan } = await world.core.deletion.plan(rows.filter(({ id }) => id === created.id));
      const outcomes = await world.core.deletion.execute(plan);
      assert.deepEqual(
        outcomes.map((outcome) => ['failed', 'unknown', 'reverted', 'blocked'].includes(outcome.kind)),
        [true],
        JSON.stringify(outcomes),
      );
      assert.deepEqual(await world.fromBoto3(created), expected);
    });
  }

  for (const { kinds, reason, stillThere } of MOTO_FAULTS) {
    it(`still needs its exception for ${kinds.join(', ')}: "${reason}"`, async () => {
      assert.ok(await stillThere(world.moto), 'moto is right now: remove the fault, and add the type');
    });
  }

  it('has a test or an exception for every resource type that moto can list and delete', async () => {
    const known = await world.moto.implemented(
      KINDS.flatMap((kind) => [...listsOf(kind), `${kind.service}:${kind.action.operation}`]),
    );
    const supported = KINDS.filter(
      (kind) =>
        known.has(`${kind.service}:${kind.action.operation}`) &&
        listsOf(kind).some((operation) => known.has(operation)),
    ).map(({ id }) => id);
    const named = [...FOREIGN_TYPES.map(({ kind }) => kind), ...MOTO_FAULTS.flatMap(({ kinds }) => kinds)];
    assert.deepEqual(named.sort(), supported.sort());
  });

  for (const kind of LISTED_KINDS) {
    it(`reports a failure instead of an empty listing if moto has no operation for it: ${kind.id}`, async () => {
      const known = await world.moto.implemented(listsOf(kind));
      const { failures } = await world.list(kind.id, undefined, kind.homeRegion);
      const faulty = MOTO_FAULTS.some(({ kinds }) => kinds.includes(kind.id));
      // Children are requested only if there are parents.
      const unknown = kind.sources.filter(({ operation }) => !known.has(`${kind.service}:${operation}`));
      if (unknown.length === 0 && faulty) return;
      for (const { operation } of unknown) {
        assert.ok(
          failures.some(({ action }) => action === `${kind.service}:${operation}`),
          `${operation} is unknown to moto, and no failure says so`,
        );
      }
      const unexpected = failures.filter(({ action }) => known.has(action));
      assert.deepEqual(faulty ? [] : unexpected, []);
    });
  }
});
