import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { dryRun, isDryRunEndpoint, type DryRunDeps, type DryRunResult } from '../../../src/deletion/planning/dryRun.ts';
import { formatRecord, type ResponseRecord } from '../../../src/deletion/execution/callRecord.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { Folder, Processes } from '../journal/support/folder.ts';
import { notWritable } from './support/journalFaults.ts';
import { MemoryJournal } from './support/memoryJournal.ts';
import { CASES } from './support/deletionHarness.ts';
import { FastClock } from './support/fastClock.ts';

describe('a dry run', () => {
  let world: TestEnvironment;
  let records: ResponseRecord[];
  let journal: MemoryJournal;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    records = [];
    journal = new MemoryJournal();
  });

  const run = async (
    its: (typeof CASES)[number],
    more: Partial<DryRunDeps> = {},
    profile = 'dev',
  ): Promise<DryRunResult> => {
    const { deletion } = world.createCore({
      onCallRecorded: (record) => void records.push(record),
      replaceParts: () => ({ verify: (target) => world.profiles.verify(target), journal, ...more }),
    });
    return deletion.dryRun(await world.find(its.kind, its.wanted, profile));
  };
  const sent = async (operation: string): Promise<{ dryRun: boolean; executed: boolean }[]> =>
    (await world.requests({ operation })).map(({ dryRun: dry, executed }) => ({ dryRun: dry, executed }));

  for (const its of CASES.slice(0, 2)) {
    describe(its.operation, () => {
      it('returns "allowed" for status 412 DryRunOperation, and deletes nothing', async () => {
        assert.deepEqual(await run(its), { kind: 'allowed' });
        assert.deepEqual(await sent(its.operation), [{ dryRun: true, executed: false }]);
        const [record] = records;
        assert.ok(record);
        assert.equal(record.status, 412);
        assert.match(
          formatRecord(record),
          new RegExp(`^// \\S+ {2}EC2 ${its.operation} \\(DryRun\\) {2}.* {2}412 {2}`),
        );
        assert.equal((record.body['Error'] as { name: string }).name, 'DryRunOperation');
        await world.find(its.kind, its.wanted);
      });

      it('returns "denied" with the action for status 403 UnauthorizedOperation', async () => {
        const result = await run(its, {}, 'auditor');
        assert.equal(result.kind, 'denied');
        assert.ok('failure' in result);
        assert.equal(result.failure.status, 403);
        assert.equal(result.failure.action, `ec2:${its.operation}`);
        assert.ok(!result.reason.includes('Encoded authorization'));
      });

      it('returns "executed" when the endpoint ignores DryRun', async () => {
        await world.control.addFault({ operation: its.operation }, { type: 'ignoreDryRun' });
        assert.deepEqual(await run(its), { kind: 'executed' });
        assert.deepEqual(await sent(its.operation), [{ dryRun: true, executed: true }]);
        assert.equal(records[0]?.status, 200);
      });

      it('is sent once, also after throttling', async () => {
        await world.control.addFault({ operation: its.operation }, { type: 'throttled' });
        assert.equal((await run(its)).kind, 'failed');
        assert.equal((await sent(its.operation)).length, 1);
      });

      it('waits after throttling of its API action, and is not sent when it is canceled meanwhile', async () => {
        const clock = new FastClock();
        const deps = world.newParts({ clock });
        const resource = await world.find(its.kind, its.wanted);
        await world.control.addFault({ operation: its.operation }, { type: 'throttled' }, { to: 1 });
        assert.equal((await dryRun(resource, deps)).kind, 'failed');
        assert.deepEqual(clock.waits, []);
        const stop = new AbortController();
        clock.meanwhile = () => {
          stop.abort();
        };
        assert.equal((await dryRun(resource, deps, stop.signal)).kind, 'refused');
        assert.deepEqual(clock.waits, [1_000]);
        assert.equal((await sent(its.operation)).length, 1);
        assert.equal((await dryRun(resource, deps)).kind, 'allowed');
      });

      it('is not sent to an endpoint that the settings do not allow', async () => {
        const result = await run(its, { allowedEndpoints: () => [] });
        assert.equal(result.kind, 'refused');
        assert.ok('reason' in result && result.reason.includes(world.sandbox.endpoint));
        assert.deepEqual(await sent(its.operation), []);
      });

      it('is not sent under a profile or account that is read-only', async () => {
        assert.equal((await run(its, { protectionAt: () => 'readOnly' })).kind, 'refused');
        assert.deepEqual(await sent(its.operation), []);
      });

      it('is recorded in the journal before it is sent, with its outcome', async () => {
        await run(its);
        assert.deepEqual(journal.written, [
          `intend dryRun ${its.operation}`,
          'call dry',
          'response 412',
          'outcome allowed',
        ]);
      });

      it('is recorded as "executed" when the endpoint ignores DryRun', async () => {
        await world.control.addFault({ operation: its.operation }, { type: 'ignoreDryRun' });
        await run(its);
        assert.equal(journal.written.at(-1), 'outcome executed');
      });

      for (const [step, reason] of [
        ['intend', 'Nothing was sent. No space left on the disk.'],
        ['call', 'The journal could not be written, so no request was sent. No space left on the disk.'],
      ] as const) {
        it(`is not sent when the journal cannot be written at this step: ${step}`, async () => {
          notWritable(step)(journal);
          const result = await run(its);
          assert.deepEqual(result, { kind: 'refused', reason });
          assert.deepEqual(await sent(its.operation), []);
        });
      }

      it('is not sent while another window deletes or restores the resource', async () => {
        const folder = new Folder();
        const processes = new Processes();
        try {
          const { key } = await world.find(its.kind, its.wanted);
          const lock = await folder.openAs(100, processes).acquireLock(key);
          assert.deepEqual(await run(its, { journal: folder.openAs(200, processes) }), {
            kind: 'refused',
            reason: 'Another window is deleting or restoring it.',
          });
          assert.deepEqual(await sent(its.operation), []);
          assert.ok(lock.acquired);
          await lock.release();
          assert.equal((await run(its, { journal: folder.openAs(300, processes) })).kind, 'allowed');
        } finally {
          await folder.remove();
        }
      });

      it('acquires no lock, so it never delays a deletion of the same resource', async () => {
        await run(its);
        assert.deepEqual(
          journal.steps.filter((step) => step.startsWith('acquireLock')),
          [],
        );
      });

      it('is not sent for a protected resource', async () => {
        const result = await run(its, { resourceRules: () => ['name:*'] });
        assert.equal(result.kind, 'refused');
        assert.deepEqual(await sent(its.operation), []);
        assert.deepEqual(journal.written, []);
      });

      it('is not sent when the caller identity cannot be read', async () => {
        await world.find(its.kind, its.wanted);
        await world.control.addFault({ operation: 'GetCallerIdentity' }, { type: 'serverError' });
        // A resolver without a cached caller identity.
        const fresh = world.createCore().profiles;
        assert.equal((await run(its, { verify: (target) => fresh.verify(target) })).kind, 'refused');
        assert.deepEqual(await sent(its.operation), []);
        assert.deepEqual(records, []);
      });
    });
  }
});

describe('a dry run goes', () => {
  for (const url of [
    undefined,
    'https://ec2.eu-west-1.amazonaws.com',
    'https://ec2.eu-west-1.amazonaws.com/',
    'https://EC2.eu-west-1.AmazonAWS.com:443',
    'https://ec2.amazonaws.com',
    'https://ec2-fips.us-gov-west-1.amazonaws.com',
    'https://ec2.cn-north-1.amazonaws.com.cn',
    'https://ec2.eu-west-1.api.aws',
    'https://ec2.cn-north-1.api.amazonwebservices.com.cn',
    'https://ec2.eusc-de-east-1.amazonaws.eu',
    'https://ec2.us-iso-east-1.c2s.ic.gov',
    'https://vpce-0a1b-c2d3.ec2.eu-west-1.vpce.amazonaws.com',
  ]) {
    it(`to AWS: ${url ?? 'no endpoint is configured'}`, () => {
      assert.equal(isDryRunEndpoint(url, []), true);
    });
  }

  for (const url of [
    'http://ec2.eu-west-1.amazonaws.com',
    'https://ec2.amazonaws.com.evil.example',
    'https://ec2.eu-west-1.amazonaws.com.evil.example/',
    'https://evil.example/ec2.eu-west-1.amazonaws.com/',
    'https://evil.example/?.amazonaws.com/',
    'https://evil.example#.amazonaws.com/',
    'https://evil.example\\.amazonaws.com/',
    'https://ec2.eu-west-1.amazonaws.com@evil.example/',
    'https://user:word@ec2.eu-west-1.amazonaws.com/',
    'https://ec2.eu-west-1.amazonaws.com:8443/',
    'https://ec2.eu-west-1.notamazonaws.com/',
    'https://ec2.amazonaws.org/',
    'https://amazonaws.com/',
    'https://ec2-203-0-113-7.eu-west-1.compute.amazonaws.com/',
    'https://moto-1234.eu-west-1.elb.amazonaws.com/',
    'https://abc.execute-api.eu-west-1.amazonaws.com/',
    'https://ec2.s3.amazonaws.com/',
    'https://vpce-0a1b.vpce-svc-0c2d.eu-west-1.vpce.amazonaws.com/',
    'https://ec2.eu-west-1.amazonaws.com./',
    'http://127.0.0.1:4566',
    'ec2.eu-west-1.amazonaws.com',
    '',
  ]) {
    it(`not to ${url || 'an empty URL'}`, () => {
      assert.equal(isDryRunEndpoint(url, []), false);
    });
  }

  it('to an endpoint in the settings, with its exact port and path', () => {
    const allowed = ['not a URL', 'http://127.0.0.1:4566'];
    assert.equal(isDryRunEndpoint('http://127.0.0.1:4566/', allowed), true);
    assert.equal(isDryRunEndpoint('http://127.0.0.1:4567/', allowed), false);
    assert.equal(isDryRunEndpoint('https://127.0.0.1:4566/', allowed), false);
    assert.equal(isDryRunEndpoint('http://127.0.0.1:4566/other', allowed), false);
    assert.equal(isDryRunEndpoint('not a URL', allowed), false);
  });
});
