import * as vscode from 'vscode';
import type { Resource } from '../inventory/resource.ts';
import { ResourceNode } from '../views/nodes.ts';
import { notify } from './notify.ts';

/**
 * The resource that a command was called on. VS Code may hand over `undefined` while a tree refreshes
 * (microsoft/vscode#144250), and other extensions may hand over anything: then nothing is done, and that is said. Nothing is
 * ever guessed from the selection.
 *
 * @param node what the command got
 * @returns the resource, or undefined after a word to the user
 */
export function resourceOf(node: unknown): Resource | undefined {
  if (node instanceof ResourceNode) return node.resource;
  void notify.info(
    vscode.l10n.t('Nothing was done: no resource came with the command. Right-click a resource in the Teardown view.'),
  );
  return undefined;
}
