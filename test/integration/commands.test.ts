import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/contributions.ts';
import { ResourceNode } from '../../src/views/resources/nodes.ts';
import { until } from '../harness/until.ts';
import {
  DEV,
  kindNode,
  listening,
  resourceNode,
  resourcesOf,
  sandbox,
  shownTree,
  type Said,
  type Tree,
} from './support/host.ts';

const PEER = 'ec2.routeServerPeer';

/** The commands on one resource. */
const ON_A_RESOURCE = [
  COMMANDS.checkPermission,
  COMMANDS.copyArn,
  COMMANDS.copyId,
  COMMANDS.deleteResource,
  COMMANDS.disassociateResource,
  COMMANDS.showDetails,
];

describe('a command with an invalid argument', () => {
  let tree: Tree;
  before(async () => {
    await sandbox().reset();
    tree = await shownTree();
    await resourcesOf(tree, PEER);
  });

  it('sends no request and shows a message', async () => {
    const real = await resourceNode(tree, PEER, 'edge-fw-1');
    const foreign: Readonly<Record<string, unknown>> = {
      undefined: undefined,
      null: null,
      'a text': 'rsp-1',
      'an empty object': {},
      'an object that looks like a row': { resource: real.resource, parent: real.parent },
      "a row of another bundle's class": new ResourceNode(real.resource, real.parent),
      'a list with a row': [real],
      'a row of a kind': kindNode(tree, PEER),
    };
    await sandbox().clearRequests();
    for (const id of ON_A_RESOURCE) {
      for (const [what, node] of Object.entries(foreign)) {
        const said = await listening(
          () => undefined,
          async () => {
            await vscode.commands.executeCommand(id, node);
          },
        );
        assert.equal(said.length, 1, `${id} with ${what}`);
        assert.match(
          said[0]?.message ?? '',
          /^Select .* in the Teardown view, then run the command from its context menu\.$/,
          `${id} with ${what}`,
        );
        assert.equal(said[0]?.modal, false);
      }
    }
    assert.deepEqual(await sandbox().requests(), []);
  });

  it('lists nothing as Refresh', async () => {
    await sandbox().clearRequests();
    for (const node of ['rsp-1', {}, []]) await vscode.commands.executeCommand(COMMANDS.refresh, node);
    assert.deepEqual(await sandbox().requests(), []);
  });
});

describe('the Delete command', () => {
  let tree: Tree;
  beforeEach(async () => {
    await sandbox().reset();
    tree = await shownTree();
    await vscode.commands.executeCommand(COMMANDS.refresh, kindNode(tree, PEER));
    await sandbox().clearRequests();
  });
  const removals = async () =>
    (await sandbox().requests()).filter(({ operation, dryRun }) => operation?.startsWith('Delete') && !dryRun);
  const takeLast = ({ modal, buttons }: Said) => (modal ? buttons.at(-1) : undefined);
  const toldGone = (said: readonly Said[]) => said.some(({ message }) => message.startsWith('Deleted '));

  it('confirms in one modal dialog, sends one request, and removes the row after the deletion', async () => {
    const node = await resourceNode(tree, PEER, 'edge-fw-lab');
    const said = await listening(takeLast, async (heard) => {
      await vscode.commands.executeCommand(COMMANDS.deleteResource, node);
      await until(() => toldGone(heard), 'the end to be told');
    });
    const [question] = said.filter(({ modal }) => modal);
    assert.equal(question?.message, 'Delete route server peer "edge-fw-lab"?');
    assert.match(
      question.detail ?? '',
      new RegExp(`Profile dev · account example-dev \\(${DEV.account}\\) ·\\s${DEV.region}`),
    );
    assert.deepEqual(question.buttons, ['Show Plan', 'Delete Route Server Peer']);
    assert.deepEqual(
      (await removals()).map(({ accountId, region, input, status }) => ({ accountId, region, input, status })),
      [
        {
          accountId: DEV.account,
          region: DEV.region,
          input: { RouteServerPeerId: node.resource.id },
          status: 200,
        },
      ],
    );
    const left = (await resourcesOf(tree, PEER)).map(({ resource }) => resource.name);
    assert.equal(left.length, 5);
    assert.ok(!left.includes('edge-fw-lab'));
  });

  it('shows one dialog and sends one request when it is run twice at once', async () => {
    const node = await resourceNode(tree, PEER, 'edge-fw-lab');
    const said = await listening(takeLast, async (heard) => {
      await Promise.all([
        vscode.commands.executeCommand(COMMANDS.deleteResource, node),
        vscode.commands.executeCommand(COMMANDS.deleteResource, node),
      ]);
      await until(() => toldGone(heard), 'the end to be told');
    });
    assert.equal(said.filter(({ modal }) => modal).length, 1);
    assert.equal((await removals()).length, 1);
  });

  it('shows a message and no dialog while the deletion is running', async () => {
    await sandbox().configure({ settling: { inProgress: 'manual' } });
    const node = await resourceNode(tree, PEER, 'edge-fw-lab');
    const said = await listening(takeLast, async (heard) => {
      await vscode.commands.executeCommand(COMMANDS.deleteResource, node);
      await until(async () => (await removals()).some(({ executed }) => executed), 'the call');
      await vscode.commands.executeCommand(COMMANDS.deleteResource, node);
      await sandbox().settle();
      await until(() => toldGone(heard), 'the end to be told');
    });
    assert.equal(said.filter(({ modal }) => modal).length, 1);
    assert.ok(
      said.some(({ message }) => message.startsWith('A deletion is already running or awaiting confirmation.')),
    );
    assert.equal((await removals()).length, 1);
  });

  it('sends nothing when its dialog is closed', async () => {
    const node = await resourceNode(tree, PEER, 'edge-fw-lab');
    await listening(
      () => undefined,
      async () => {
        await vscode.commands.executeCommand(COMMANDS.deleteResource, node);
      },
    );
    assert.deepEqual(await removals(), []);
    assert.equal((await resourcesOf(tree, PEER)).length, 6);
  });
});

describe('the profile of the workspace', () => {
  it('is not used without the user’s consent', async () => {
    await sandbox().reset();
    const tree = await shownTree();
    const configuration = vscode.workspace.getConfiguration();
    const answered: Said[] = [];
    await listening(
      (said) => {
        answered.push(said);
        return undefined;
      },
      async () => {
        await configuration.update('teardown.profile', 'prod', vscode.ConfigurationTarget.Workspace);
        try {
          await vscode.commands.executeCommand(COMMANDS.refresh);
          // VS Code reports a change of settings later. The tree has its resource types again when the effects are
          // over.
          await pause(200);
          await until(() => tree.kinds.length > 0, 'the kinds');
          for (const { targets } of tree.kinds) {
            assert.deepEqual(
              targets.map(({ identity, region }) => [identity.accountId, region]),
              [[DEV.account, DEV.region]],
            );
          }
        } finally {
          await configuration.update('teardown.profile', undefined, vscode.ConfigurationTarget.Workspace);
        }
      },
    );
    const accounts = new Set((await sandbox().requests()).map(({ accountId }) => accountId));
    assert.deepEqual([...accounts], [DEV.account]);
  });
});

describe('Protect This Profile', () => {
  const SETTING = 'teardown.protected';
  const setting = () => vscode.workspace.getConfiguration().inspect(SETTING)?.globalValue;
  const picking = async (pick: RegExp, work: () => Thenable<unknown>) => {
    const { showQuickPick } = vscode.window;
    const offered: string[] = [];
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
        offered.push(...items.map(({ label }) => label));
        return Promise.resolve(items.find(({ label }) => pick.test(label)));
      },
    });
    try {
      await work();
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    return offered;
  };
  before(async () => {
    await shownTree();
  });
  afterEach(async () => {
    await vscode.workspace.getConfiguration().update(SETTING, undefined, vscode.ConfigurationTarget.Global);
  });

  it('writes the rule of the profile into the user settings, and Undo removes it', async () => {
    for (const [answer, expected] of [
      [undefined, { dev: 'readOnly' }],
      ['Undo', undefined],
    ] as const) {
      await vscode.workspace.getConfiguration().update(SETTING, undefined, vscode.ConfigurationTarget.Global);
      const said = await listening(
        () => answer,
        async () => {
          const offered = await picking(/Read Only/, () => vscode.commands.executeCommand(COMMANDS.protectProfile));
          const [first = '', second = ''] = offered.filter((label) => !label.startsWith('$('));
          assert.equal(first, 'Profile dev');
          // The alias is shown once IAM has returned it.
          assert.match(second, new RegExp(`^Account (example-dev \\()?${DEV.account}\\)?$`));
        },
      );
      assert.deepEqual(
        said.map(({ message }) => message),
        ['Profile dev is read only. Teardown deletes nothing there.'],
      );
      assert.deepEqual(said[0]?.buttons, ['Undo', 'Open Settings']);
      assert.deepEqual(setting(), expected);
    }
  });

  it('leaves a malformed setting unchanged, and shows a message', async () => {
    await vscode.workspace.getConfiguration().update(SETTING, ['prod'], vscode.ConfigurationTarget.Global);
    const said = await listening(
      () => undefined,
      async () => {
        await picking(/Type to Confirm/, () => vscode.commands.executeCommand(COMMANDS.protectProfile));
      },
    );
    assert.match(said[0]?.message ?? '', /^The setting teardown\.protected is not understood/);
    assert.deepEqual(setting(), ['prod']);
  });
});

describe('a click on a row', () => {
  const openFiles = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

  it('selects it, and a second click opens its details', async () => {
    const tree = await shownTree();
    const node = await resourceNode(tree, PEER, 'edge-fw-1');
    const other = await resourceNode(tree, PEER, 'edge-fw-2');
    const { command } = tree.getTreeItem(node);
    assert.equal(command?.command, COMMANDS.openRow);
    assert.deepEqual(command.arguments, [node]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const clicked of [node, other]) await vscode.commands.executeCommand(COMMANDS.openRow, clicked);
    assert.deepEqual(openFiles(), []);
    await vscode.commands.executeCommand(COMMANDS.openRow, other);
    await until(() => openFiles().length > 0, 'the details');
    assert.deepEqual(openFiles(), ['edge-fw-2.json']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
