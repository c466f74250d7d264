import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'mocha';
import { AimdLimiter } from '../../../src/aws/throttling/aimdLimiter.ts';
import type { BatchLister } from '../../../src/inventory/scan.ts';
import { listAgain, type ListAgainDeps } from '../../../src/views/resources/sync/listAgain.ts';
import { DEV_TARGET } from '../support/devTarget.ts';
import { kindOf } from '../support/testEnvironment.ts';

describe('resource types that are listed again', () => {
  const steps = ['ec2.vpc', 'ec2.subnet'].map((id) => ({ kind: kindOf(id), target: DEV_TARGET }));

  /** Lists with one lister, and calls `onList` during each list. Returns what was listed, and whether it was ended. */
  async function listed(onList: (events: EventEmitter) => void) {
    const events = new EventEmitter();
    const lists: { readonly kind: string; readonly ended: boolean }[] = [];
    const limiter = new AimdLimiter({ initial: 2, max: 2, increase: 1 });
    let listers = 0;
    const lister: BatchLister = {
      list: (kind, target, signal) => {
        onList(events);
        lists.push({ kind: kind.id, ended: signal.aborted });
        return Promise.resolve({ kind, target, resources: [], failures: [], listedAt: 0 });
      },
      limiterFor: () => limiter,
    };
    const session: ListAgainDeps['session'] = {
      onDidChange: (listener) => {
        events.on('change', listener);
        return () => events.off('change', listener);
      },
    };
    const batchLister = () => {
      listers += 1;
      return lister;
    };
    await listAgain(steps, { session, inventory: { batchLister } });
    assert.deepEqual([listers, events.listenerCount('change')], [1, 0]);
    return lists;
  }

  it('share what several of them request', async () => {
    assert.deepEqual(await listed(() => undefined), [
      { kind: 'ec2.vpc', ended: false },
      { kind: 'ec2.subnet', ended: false },
    ]);
  });

  it('are no longer listed once the window has other targets', async () => {
    const lists = await listed((events) => {
      events.emit('change');
    });
    assert.deepEqual(lists, [{ kind: 'ec2.vpc', ended: true }]);
  });
});
