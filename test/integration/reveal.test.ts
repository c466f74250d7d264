import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { revealResource } from '../../src/commands/resources/revealResource.ts';
import { COMMANDS } from '../../src/contributions.ts';
import type { Resource } from '../../src/inventory/resource.ts';
import { listening, resourceNode, sandbox, shownTree } from './support/host.ts';

describe('a resource that has no row', () => {
  it('is reported with its account and Region, where its type is shown for others', async () => {
    await sandbox().reset();
    const tree = await shownTree();
    await vscode.commands.executeCommand(COMMANDS.refresh);
    const { resource } = await resourceNode(tree, 'ec2.routeServerPeer', 'edge-fw-lab');
    const elsewhere: Resource = { ...resource, target: { ...resource.target, region: 'ap-south-1' } };
    const said = await listening(
      () => undefined,
      () => revealResource(elsewhere, { tree, view: {} as never, accountLabel: (id) => `alias (${id})` }),
    );
    assert.deepEqual(
      said.map(({ message, buttons }) => [message, ...buttons]),
      [
        [
          'The resource is in account alias (111122223333), ap-south-1, which this window does not use. Switch the profile or choose the Region first.',
          'Choose Regions…',
        ],
      ],
    );
  });
});
