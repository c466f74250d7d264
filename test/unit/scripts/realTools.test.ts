import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { after, before, beforeEach, describe, it } from 'mocha';
import { KINDS, kindById } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { createPlan, type Plan } from '../../../src/deletion/planning/plan.ts';
import { awsCliScript } from '../../../src/deletion/scripts/awsCli.ts';
import { boto3Script } from '../../../src/deletion/scripts/boto3.ts';
import type { ScriptCall } from '../../../src/deletion/scripts/scriptCall.ts';
import { scriptCalls } from '../../../src/deletion/scripts/planScripts.ts';
import { UNGUARDED } from '../deletion/support/deletionHarness.ts';
import { removeChildren } from '../deletion/support/removeChildren.ts';
import { SEED } from '../support/seed.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { PythonRunner } from './pythonRunner.ts';

const REGION = 'eu-west-1';

/** The number of resource types that are tried with boto3. `TEARDOWN_RUNS` raises it, up to all of them. */
const RUNS = Math.min(Number(process.env['TEARDOWN_RUNS'] ?? 15), KINDS.length);

/** The actual executables: a program in the PATH may be a wrapper. */
const python = spawnSync('python3', ['-c', 'import sys, boto3, jmespath; print(sys.executable)'], { encoding: 'utf8' });
const cli = spawnSync('aws', ['--version'], { encoding: 'utf8' });
const withBoto3 = python.status === 0 ? it : it.skip;
const withCli = cli.status === 0 ? it : it.skip;

const skipped = [
  ...(python.status === 0 ? [] : ['boto3 is not there']),
  ...(cli.status === 0 ? [] : ['the AWS CLI is not there']),
];

/** Removes the pauses of a script. */
const WITHOUT_PAUSES = 'import time as _time\n_time.sleep = lambda seconds: None\n';

/** A request that may be sent after the deletion, and that deletes nothing. */
const NEXT = 'DescribeRegions';

function withNext({ items }: Plan): readonly ScriptCall[] {
  const calls = scriptCalls(items);
  const [first] = calls;
  assert.ok(first?.key !== undefined);
  return [...calls, { service: 'ec2', operation: NEXT, input: {}, target: first.target, after: [first.key] }];
}

describe(`scripts with the real tools${skipped.length > 0 ? ` (partly skipped: ${skipped.join(', ')})` : ''}`, () => {
  let world: TestEnvironment;
  let dir = '';
  let runner: PythonRunner | undefined;
  before(async () => {
    world = await TestEnvironment.start();
    if (python.status === 0) runner = new PythonRunner(python.stdout.trim(), { ...process.env, ...world.env });
    dir = mkdtempSync(path.join(tmpdir(), 'teardown-tools-'));
    writeFileSync(path.join(dir, 'sleep'), '#!/bin/sh\n');
    chmodSync(path.join(dir, 'sleep'), 0o755);
  });
  after(async () => {
    await runner?.close();
    rmSync(dir, { recursive: true, force: true });
    await world.close();
  });
  beforeEach(() => world.reset());

  const planOf = async (kinds: readonly string[]): Promise<Plan> => {
    const items = [];
    for (const id of kinds) {
      const kind = kindById(id);
      assert.ok(kind);
      const [resource] = await world.list(id, 'dev', kind.homeRegion ?? REGION);
      assert.ok(resource, `${id}: nothing is listed`);
      items.push({ resource, checks: [] });
    }
    return createPlan(items, Date.now(), UNGUARDED);
  };

  /** Runs a script for a shell to its end while this process responds as AWS. */
  async function runInShell(text: string) {
    const env = { ...process.env, ...world.env, PATH: `${dir}:${process.env['PATH'] ?? ''}` };
    const child = spawn('bash', [], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    child.stdin.end(text);
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, output };
  }

  /**
   * Returns whether this version of boto3 lacks the operation, or the sample cannot be deleted yet, so that the
   * script ended at its request.
   */
  function isRejected(output: string, { action: { operation } }: Kind): boolean {
    return output.includes("object has no attribute '") || output.includes(`when calling the ${operation} operation`);
  }

  /** Asserts that a script sent its request once, and ended when AWS no longer listed the resource. */
  async function assertDeleted(kind: Kind, plan: Plan, { status, output }: { status: number | null; output: string }) {
    const [item] = plan.items;
    assert.ok(item);
    assert.equal(status, 0, `${kind.id}: ${output.slice(-2_000)}`);
    const sent = await world.requests({ operation: item.operation });
    assert.equal(sent.length, 1, kind.id);
    assert.match(output, /Waiting until it is deleted|It is deleted/);
    assert.equal((await world.requests({ operation: NEXT })).length, 1, 'the next request left');
    const rest = await world.list(kind.id, 'dev', kind.homeRegion ?? REGION);
    assert.ok(!rest.some(({ key }) => key === item.resource.key), `${kind.id} is still listed`);
  }

  withBoto3(`with boto3, scripts of ${RUNS} types delete, and end when it is deleted`, async () => {
    const kinds = fc.sample(fc.shuffledSubarray([...KINDS], { minLength: RUNS, maxLength: RUNS }), {
      numRuns: 1,
      seed: SEED,
    });
    const failures: string[] = [];
    let deleted = 0;
    assert.ok(runner);
    for (const kind of kinds.flat()) {
      await world.reset();
      await removeChildren(world, kind);
      try {
        const plan = await planOf([kind.id]);
        if (scriptCalls(plan.items).length === 0) continue;
        await world.control.clearRequests();
        const script = WITHOUT_PAUSES + boto3Script(withNext(plan));
        const ran = await runner.run(script);
        if (isRejected(ran.output, kind)) continue;
        await assertDeleted(kind, plan, ran);
        deleted += 1;
      } catch (error) {
        failures.push(`${kind.id}: ${String(error).slice(-300)}`);
      }
    }
    assert.deepEqual(failures, [], `TEARDOWN_SEED=${SEED}`);
    assert.ok(deleted > RUNS / 3, `only ${deleted} of ${RUNS}`);
  }).timeout(600_000);

  for (const id of ['ec2.keyPair', 'lightsail.keyPair', 'directconnect.bgpPeer']) {
    withCli(`with the AWS CLI, a script deletes ${id}, and ends when it is deleted`, async () => {
      const kind = kindById(id);
      assert.ok(kind);
      const plan = await planOf([id]);
      const script = awsCliScript(withNext(plan));
      await assertDeleted(kind, plan, await runInShell(script));
    }).timeout(120_000);
  }
});
