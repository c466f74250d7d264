import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { kindById } from '../../../src/catalog/index.ts';
import type { StoredOutcome } from '../../../src/deletion/journal/entry.ts';
import { serializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import { recoverEntry } from '../../../src/deletion/recovery/recoverEntry.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { rotatingResponses, shareOfResponses } from '../aws/support/hostileBodies.ts';
import { behindHostileProxy } from '../aws/support/hostileProxy.ts';
import { Folder, Processes } from '../journal/support/folder.ts';
import { CASES as RESTORES, Restores } from '../restore/support/restoreHarness.ts';
import { CASES as DELETIONS, DeletionHarness } from './support/deletionHarness.ts';
import { FastClock } from './support/fastClock.ts';

/** When the window exits: after its request was sent, or after the response was recorded. */
type ExitStep = 'sent' | 'responded';

/** Sleeps ten times as long, so that a wait of half an hour needs few polls. */
class LeapingClock extends FastClock {
  override sleep(ms: number): Promise<void> {
    return super.sleep(10 * ms);
  }
}

/** Fails because the operation completed before the window exited. */
const failOnCompletion = async (end: Promise<{ readonly kind: string }>): Promise<never> =>
  assert.fail(`It completed: ${JSON.stringify(await end)}`);

describe('recovery behind a proxy that replaces responses', () => {
  const suite = behindHostileProxy();
  let folder: Folder;
  let processes: Processes;
  beforeEach(() => {
    folder = new Folder();
    processes = new Processes();
  });
  afterEach(() => folder.remove());

  /** Returns a client that never responds after a step, and a promise of the exit at that step. */
  const exiting = (operation: string, step: ExitStep): { client: AwsClient; exited: Promise<void> } => {
    let exit: () => void = () => undefined;
    const exited = new Promise<void>((resolve) => (exit = resolve));
    const never = (): Promise<never> => {
      processes.dead.add(100);
      exit();
      return new Promise<never>(() => undefined);
    };
    let hasResponded = false;
    const client: AwsClient = {
      call: async (...args) => {
        if (hasResponded) return never();
        if (args[2] !== operation) return suite.proxy.client.call(...args);
        try {
          return await suite.proxy.client.call(...args);
        } finally {
          if (step === 'sent') await never();
          hasResponded = true;
        }
      },
    };
    return { client, exited };
  };

  /** Recovers the unfinished entry of the exited window from another window. */
  const recover = async (): Promise<Omit<StoredOutcome, 'at'>> => {
    const journal = folder.openAs(200, processes);
    const [unfinished, ...more] = await journal.unfinished();
    assert.ok(unfinished && more.length === 0);
    await recoverEntry(unfinished, {
      ...{ client: suite.proxy.client, clock: new LeapingClock(), kindById },
      resolve: () => Promise.resolve(suite.proxy.target),
      onObserved: () => undefined,
    });
    const [entry] = (await journal.entries()).filter(({ id }) => id === unfinished.entry.id);
    assert.ok(entry?.outcome);
    return entry.outcome;
  };

  const deleteAndExit = async (
    its: { readonly kind: string; readonly wanted: string; readonly operation: string },
    step: ExitStep,
  ): Promise<void> => {
    const resource = suite.proxy.behind(await suite.world.find(its.kind, its.wanted));
    const { client, exited } = exiting(its.operation, step);
    const harness = new DeletionHarness(suite.world, { client, journal: folder.openAs(100, processes) });
    await Promise.race([exited, failOnCompletion(harness.remove(resource))]);
  };

  const restoreAndExit = async (its: (typeof RESTORES)[number], step: ExitStep): Promise<void> => {
    const was = suite.proxy.behind(await new Restores(suite.world).removed(its));
    const { client, exited } = exiting(its.operation, step);
    const { restorer } = new Restores(suite.world, { client, journal: folder.openAs(100, processes) });
    await Promise.race([exited, failOnCompletion(restorer.execute(createRestorePlan(was, its.answers)))]);
  };

  for (const step of ['sent', 'responded'] as const) {
    for (const its of DELETIONS) {
      it(`reports a deletion as unknown: ${its.kind}, exit after ${step}`, async () => {
        await deleteAndExit(its, step);
        for (const operation of new Set([...its.look, 'GetOperation'])) {
          suite.proxy.intercepted.set(operation, { respond: rotatingResponses() });
        }
        const { kind, reason } = await recover();
        assert.equal(kind, 'unknown');
        const start =
          step === 'sent' ? 'The response was lost (WindowClosed), and AWS' : 'AWS accepted the request, but';
        assert.ok(reason?.startsWith(start), reason);
        assert.match(reason ?? '', /could not be read/);
      }).timeout(60_000);
    }

    for (const its of RESTORES) {
      it(`reports a restore as unknown: ${its.kind}, exit after ${step}`, async () => {
        await restoreAndExit(its, step);
        suite.proxy.intercepted.set(its.read, { respond: rotatingResponses() });
        const { kind, reason } = await recover();
        assert.equal(kind, 'unknown');
        assert.match(reason ?? '', /AWS could not be read|could not be read afterwards/);
      }).timeout(60_000);
    }
  }

  /** Runs a check for each response of a share, with a new sandbox and journal. */
  const each = (nth: number, of: number, operation: string, check: (what: string) => Promise<void>) => async () => {
    for (const [what, respond] of shareOfResponses(nth, of)) {
      await folder.remove();
      await suite.world.reset();
      [folder, processes] = [new Folder(), new Processes()];
      suite.proxy.intercepted.set(operation, { respond });
      await check(what);
    }
  };

  for (const [index, its] of DELETIONS.entries()) {
    it(
      `treats a replaced response in the journal as lost, for a deletion: ${its.kind}`,
      each(index, DELETIONS.length, its.operation, async (what) => {
        await deleteAndExit(its, 'responded');
        const { kind, reason } = await recover();
        assert.equal(kind, its.hasStates ? 'failed' : 'unknown', what);
        assert.match(reason ?? '', /^The response was lost \(\w+\), and AWS still lists it after \d+ s\.$/, what);
      }),
    ).timeout(60_000);
  }

  for (const [index, its] of RESTORES.entries()) {
    it(
      `treats a replaced response in the journal as lost, for a restore: ${its.kind}`,
      each(index, RESTORES.length, its.operation, async (what) => {
        await restoreAndExit(its, 'responded');
        const { kind, reason } = await recover();
        assert.equal(kind, 'failed', what);
        assert.match(reason ?? '', /^The restore was interrupted, and AWS does not list the resource\./, what);
      }),
    ).timeout(60_000);
  }

  it('classifies an error in the journal by its operation', async () => {
    const [address] = await suite.world.list('ec2.address');
    assert.ok(address);
    const [operation, input] = ['ReleaseAddress', {}];
    const resource = serializeResource(suite.proxy.behind(address));
    const journal = folder.openAs(100, processes);
    const writer = await journal.intend({ planId: 'p', action: 'delete', resource, operation, input, evidence: [] });
    await writer.recordCall();
    // AWS returns this while a NAT gateway still has the address: a conflict. For every other operation it is a denial.
    const message = 'You do not have permission to access the specified resource.';
    await writer.recordResponse({
      ...{ at: 0, status: 400, attempts: 1, durationMs: 1 },
      body: { Error: { name: 'AuthFailure', message } },
    });
    processes.dead.add(100);
    assert.equal((await recover()).kind, 'blocked');
  });
});
