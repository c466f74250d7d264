import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kindById } from '../../src/catalog/index.ts';
import { restorePlan } from '../../src/commands/history/restoreResource.ts';
import { createCore, type Core } from '../../src/core.ts';
import { until } from '../harness/until.ts';
import { DEV, listening, sandbox } from './support/host.ts';

const PEER = 'ec2.routeServerPeer';
const RESTORING = 'CreateRouteServerPeer';

describe('a restore of one entry in two windows at once', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'td-restore-'));
  const cores: Core[] = [];
  after(async () => {
    await Promise.all(cores.map((core) => core.dispose()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Creates a window: all layers below VS Code, on the shared journal. */
  const openWindow = (beforeRestore: () => Promise<void>): Core => {
    const core = createCore({
      storageDirectory: folder,
      interceptClient: (client) => ({
        call: async (...args) => {
          if (args[2] === RESTORING) await beforeRestore();
          return client.call(...args);
        },
      }),
    });
    cores.push(core);
    return core;
  };

  /** Deletes the peer with a name, and returns the id of its plan. */
  const deleted = async ({ profiles, inventory, deletion }: Core, name: string): Promise<string> => {
    const kind = kindById(PEER);
    assert.ok(kind);
    const target = await profiles.target('dev', DEV.region);
    const { resources } = await inventory.list(kind, target);
    const { plan } = await deletion.plan(
      resources.filter((resource) => resource.name === name),
      { simulateOnly: true },
    );
    const [outcome] = await deletion.execute(plan);
    assert.equal(outcome?.kind, 'deleted', outcome?.reason);
    return plan.id;
  };

  /** Returns the command of a window, like the Deletions view runs it. */
  const restore = (planId: string, { restore, inventory, journal }: Core) =>
    restorePlan(planId, journal, {
      ...{ restore, inventory, details: { showValue: () => Promise.resolve() } },
      ...{ accountLabel: (accountId: string) => accountId, protectionAt: () => undefined },
      responses: { watch: () => () => false, show: () => undefined },
    });

  it('shows a dialog in both, sends one request, and shows a message in the other window', async () => {
    await sandbox().reset();
    let [requests, ended] = [0, 0];
    // The request is sent when the other window has finished, or would send one, too.
    const whenOtherIsThere = async () => {
      requests++;
      await until(() => requests === 2 || ended === 1, 'the other window');
    };
    const [first, second] = [openWindow(whenOtherIsThere), openWindow(whenOtherIsThere)];
    const planId = await deleted(first, 'edge-fw-lab');
    let questions = 0;
    const said = await listening(
      async ({ modal, buttons }) => {
        if (!modal) return undefined;
        questions++;
        // Both dialogs are open before either is confirmed.
        await until(() => questions === 2, 'the question of the other window');
        return buttons.at(-1);
      },
      async () => {
        await Promise.all([first, second].map((core) => restore(planId, core).finally(() => ended++)));
      },
    );
    assert.equal(questions, 2);
    assert.equal((await sandbox().requests({ operation: RESTORING })).length, 1);
    const messages = said.filter(({ modal }) => !modal).map(({ message }) => message);
    assert.equal(messages.length, 2, messages.join('\n'));
    const restored = messages.filter((message) => message.startsWith('Restored edge-fw-lab '));
    assert.equal(restored.length, 1, messages.join('\n'));
    assert.equal(messages.filter((message) => /^edge-fw-lab .* was not restored\. ./.test(message)).length, 1);
    const entries = await second.journal.entries();
    const outcomes = entries.filter(({ action }) => action === 'restore').map(({ outcome }) => outcome?.kind);
    assert.deepEqual(outcomes, ['restored']);
  });
});
