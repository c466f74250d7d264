import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { SandboxClient } from '../../../sandbox/client.ts';
import type { App } from '../../../src/app/createApp.ts';
import type { TestApi } from '../../../src/extension.ts';
import { VIEWS } from '../../../src/contributions.ts';
import type { KindNode, ResourceNode } from '../../../src/views/resources/nodes.ts';
import { until } from '../../harness/until.ts';

/** The account and Region of the sandbox's first profile. */
export const DEV = { account: '111122223333', region: 'eu-west-1' } as const;

/** Returns the client of the sandbox's control API, for use in the extension host. */
export function sandbox(): SandboxClient {
  const endpoint = process.env['TEARDOWN_SANDBOX'];
  assert.ok(endpoint, 'Run me through `npm run test:integration`.');
  return new SandboxClient(endpoint);
}

/** Activates the extension once, and returns its API for tests. */
export async function activated(): Promise<App> {
  const extension = vscode.extensions.getExtension<TestApi>('teardown.teardown-aws');
  assert.ok(extension);
  return (await extension.activate()).app();
}

/** The tree provider of the extension behind the view. */
export type Tree = App['tree'];
type Node = Awaited<ReturnType<Tree['getChildren']>>[number];

/** A resource's node of the extension's bundle, not of the classes imported here. */
export type LiveResource = ResourceNode & Node;

/** Shows the view, and waits until its account is known. */
export async function shownTree(): Promise<Tree> {
  const { tree } = await activated();
  await vscode.commands.executeCommand(`${VIEWS.resources}.focus`);
  await until(() => tree.kinds.length > 0, 'the kinds of the tree');
  return tree;
}

/** Returns the node of a resource type, by its id. */
export function kindNode(tree: Tree, id: string): KindNode {
  const node = tree.kinds.find(({ kind }) => kind.id === id);
  assert.ok(node, `the tree has no ${id}`);
  return node;
}

/** Returns the nodes of the resources of a resource type, listed if necessary. */
export async function resourcesOf(tree: Tree, id: string): Promise<LiveResource[]> {
  const rows = await tree.getChildren(kindNode(tree, id));
  return rows.filter((row): row is LiveResource => 'resource' in row);
}

/** Returns the node of a resource, by its name. */
export async function resourceNode(tree: Tree, id: string, name: string): Promise<LiveResource> {
  const node = (await resourcesOf(tree, id)).find(({ resource }) => resource.name === name);
  assert.ok(node, `${id} has no ${name}`);
  return node;
}

/**
 * A message that was shown during {@link listening}.
 */
export interface Said {
  readonly modal: boolean;
  readonly message: string;
  readonly detail: string | undefined;
  readonly buttons: readonly string[];
}

type Show = (message: string, ...rest: unknown[]) => Promise<string | undefined>;
const MESSAGES = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/**
 * Intercepts all messages, modal or not, and selects buttons as the user: VS Code shows no modal dialogs under a
 * test runner. `answer` returns the button to select, or undefined to close the message. `work` shows the messages.
 * Returns them in order.
 */
export async function listening(
  answer: (said: Said) => string | undefined | Promise<string | undefined>,
  work: (said: readonly Said[]) => Promise<void>,
): Promise<readonly Said[]> {
  const heard: Said[] = [];
  const window = vscode.window as unknown as Record<(typeof MESSAGES)[number], Show>;
  const originals = MESSAGES.map((name) => [name, window[name]] as const);
  const show: Show = async (message, ...rest) => {
    const options = rest.find((part): part is vscode.MessageOptions => typeof part === 'object' && part !== null);
    const buttons = rest.filter((part) => typeof part === 'string');
    const said = { modal: options?.modal ?? false, message, detail: options?.detail, buttons };
    heard.push(said);
    return answer(said);
  };
  for (const name of MESSAGES) window[name] = show;
  try {
    await work(heard);
  } finally {
    for (const [name, original] of originals) window[name] = original;
  }
  return heard;
}
