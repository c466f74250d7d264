import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Resource } from '../inventory/resource.ts';
import { ResourceNode, type Node } from '../views/resources/nodes.ts';
import { notify } from '../vscode/notifications.ts';
import { findFocusedRow } from './focusedRow.ts';

/**
 * What our key bindings hand over: VS Code gives a key no row (microsoft/vscode#72442), so the command finds out which one has the focus,
 * and takes the selection that it is part of. Nothing is ever guessed from the selection.
 */
const FROM_SELECTION = 'selection';

/** The pause between two attempts to find the focus. */
const POLL_MS = 50;

/** A row that a command was called on, and the selection that it may be part of. */
export interface CommandInvocation {
  readonly node: unknown;
  readonly selected: unknown;
}

/** Selects the row that has the focus in VS Code's list that had it last, or the opposite where it is selected. It opens nothing. */
const TOGGLE_SELECTION = 'list.toggleSelection';

/** Returns whether two objects are one row: a redraw may create another object for a resource. */
function isSameRow(a: Node, b: Node): boolean {
  return a === b || (a instanceof ResourceNode && b instanceof ResourceNode && a.id === b.id);
}

/** Returns the rows of a command: for a key, the focused row with the selection that it is part of; for a menu, what VS Code handed over. */
export async function resolveInvocation(
  node: unknown,
  selected: unknown,
  view: Pick<vscode.TreeView<Node>, 'selection'>,
): Promise<CommandInvocation> {
  if (node !== FROM_SELECTION) return { node, selected };
  const focused = await findFocusedRow<Node>({
    selection: () => view.selection,
    toggle: () => vscode.commands.executeCommand(TOGGLE_SELECTION),
    same: isSameRow,
    pause: () => pause(POLL_MS),
  });
  // What the key meant is not known. The selection may be another row.
  if (!focused) return { node: undefined, selected: undefined };
  const { row, selected: rows } = focused;
  // In a selection of several rows, the focus may be on one that is no resource.
  return {
    node: row instanceof ResourceNode ? row : (rows.find((one) => one instanceof ResourceNode) ?? row),
    selected: rows,
  };
}

function notifyNoSelection(): void {
  void notify.info(
    vscode.l10n.t('Select a resource in the Teardown view, then run the command from its context menu.'),
  );
}

/**
 * Returns the resource of a command; undefined after a notification. VS Code may hand over `undefined` while a tree refreshes
 * (microsoft/vscode#144250), and other extensions may hand over anything. The selection is never used in its place.
 */
export function resourceOf(node: unknown): Resource | undefined {
  if (node instanceof ResourceNode) return node.resource;
  notifyNoSelection();
  return undefined;
}

/** Returns the rows that a command was called on: all that are selected, where the clicked one is among them. */
export function rowsOf({ node, selected }: CommandInvocation): readonly unknown[] {
  return Array.isArray(selected) && selected.includes(node) ? selected : [node];
}

/**
 * Returns the resources of a command, each once: those that are selected, if the row that was clicked is one of them.
 * Undefined after a notification where there is none. `selected` are the rows as VS Code hands them over; undefined
 * when only one is meant.
 */
export function selectedResources(node: unknown, selected: unknown): readonly Resource[] | undefined {
  if (!(node instanceof ResourceNode)) {
    notifyNoSelection();
    return undefined;
  }
  const resources = rowsOf({ node, selected }).flatMap((row) => (row instanceof ResourceNode ? [row.resource] : []));
  return [...new Map(resources.map((resource) => [resource.key, resource])).values()];
}
