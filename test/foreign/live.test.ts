import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'mocha';
import { runScenario, STEPS } from '../../scripts/live/scenario.ts';
import type { Transcript } from '../../scripts/live/transcript.ts';
import { motoProblem } from '../../scripts/lib/moto.mjs';
import { ROOT } from '../../scripts/lib/run.mjs';
import { AwsCallError } from '../../src/aws/errors/callError.ts';
import { replayTranscript } from '../unit/live/replayTranscript.ts';
import { ForeignWorld } from './support/world.ts';

const ACCOUNT = '123456789012';
/** Steps that moto does not support, and the key pair that it does not delete (motoFaults.ts). */
const SKIPPED = ['keyPair', 'placementGroup', 'lightsailKeyPair'];

const missing = motoProblem();
const suite = missing === undefined ? describe : describe.skip;

suite(`the live test with moto${missing === undefined ? '' : ` (${missing})`}`, () => {
  let world: ForeignWorld;
  let folder: string;
  before(async function () {
    this.timeout(60_000);
    world = await ForeignWorld.start();
    folder = mkdtempSync(path.join(tmpdir(), 'teardown-live-test-'));
    writeFileSync(path.join(folder, 'config'), '[profile live]\nregion = eu-west-1\n');
    const keys = 'aws_access_key_id = AKIAFOREIGN000000000\naws_secret_access_key = foreign';
    writeFileSync(path.join(folder, 'credentials'), `[live]\n${keys}\n`);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.close();
  });

  /** Runs `npm run test:live` with typed input. */
  async function live(typed: string) {
    const out = path.join(folder, 'transcript.json');
    const where = ['--profile', 'live', '--region', 'eu-west-1', '--endpoint', world.moto.endpoint];
    const skips = SKIPPED.flatMap((name) => ['--skip', name]);
    const child = spawn(process.execPath, ['scripts/live.mjs', ...where, ...skips, '--out', out], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        AWS_CONFIG_FILE: path.join(folder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      },
    });
    child.stdin.end(`${typed}\n`);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { out, stdout, stderr, code: child.exitCode };
  }

  /** Returns what boto3 still finds of a live run. moto's DescribeTags keeps the tags of deleted resources. */
  const left = async () => {
    const Filters = [{ Name: 'tag-key', Values: ['teardown-live-test'] }];
    const lists = [
      ['DescribeVpcs', 'Vpcs[].VpcId'],
      ['DescribeSubnets', 'Subnets[].SubnetId'],
      ['DescribeRouteTables', 'RouteTables[].RouteTableId'],
      ['DescribeSecurityGroups', 'SecurityGroups[].GroupId'],
      ['DescribeLaunchTemplates', 'LaunchTemplates[].LaunchTemplateId'],
      ['DescribeDhcpOptions', 'DhcpOptions[].DhcpOptionsId'],
    ] as const;
    return (await Promise.all(lists.map(([list, ids]) => world.moto.find(list, { Filters }, ids)))).flat();
  };

  it('creates nothing without the account id typed back', async () => {
    const { code, stderr, stdout } = await live('111111111111');
    assert.equal(code, 1);
    assert.match(stderr, /That is not the account id\. Nothing was created\./);
    assert.doesNotMatch(stdout, /created/);
    assert.deepEqual(await left(), []);
  });

  it('creates, deletes and records, and the transcript replays without the ids of the account', async () => {
    const { code, stdout, stderr, out } = await live(ACCOUNT);
    assert.equal(code, 0, stdout + stderr);
    assert.match(
      stdout,
      new RegExp(`^${STEPS.length - SKIPPED.length} passed, 0 failed, ${SKIPPED.length} skipped$`, 'm'),
    );
    assert.deepEqual(await left(), []);

    const recorded = readFileSync(out, 'utf8');
    assert.ok(!recorded.includes(ACCOUNT));
    for (const [, id = '-'] of stdout.matchAll(/created \w+: (\S+)/g)) assert.ok(!recorded.includes(id), id);
    const transcript = JSON.parse(recorded) as Transcript;
    assert.deepEqual(await replayTranscript(transcript), transcript.results);
  });

  it('deletes its resources also after deletions have failed', async () => {
    let failing = true;
    const core = world.newCore((client) => ({
      call: (target, service, operation, input, options) => {
        if (!failing || !operation.startsWith('Delete')) return client.call(target, service, operation, input, options);
        const failure = { cause: 'server', name: 'InternalError', message: '', action: operation } as const;
        const details = { region: target.region, attempts: 1, durationMs: 0, details: {} };
        return Promise.reject(new AwsCallError({ ...failure, ...details }));
      },
    }));
    const lines: string[] = [];
    const report = (line: string) => {
      lines.push(line);
      // The deletions have ended with the last outcome. The cleanup must succeed.
      if (line.startsWith('failed') || line.startsWith('unknown')) failing = false;
    };
    const results = await runScenario(core, world.target, {
      run: 'teardown-live-failing',
      skip: new Set(SKIPPED),
      report,
    });
    await core.dispose();
    assert.ok(
      results.some(({ result }) => result === 'failed'),
      lines.join('\n'),
    );
    assert.deepEqual(await left(), [], lines.join('\n'));
  });
});
