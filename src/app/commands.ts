import type * as vscode from 'vscode';
import { commandHandlers } from '../commands/commandRegistry.ts';
import type { DeletionFlow } from '../commands/deletion/deletionFlow.ts';
import type { PlanReview } from '../commands/deletion/planReview.ts';
import { runCommand, type CommandId } from '../commands/runCommand.ts';
import { COMMANDS } from '../contributions.ts';
import type { Core } from '../core.ts';
import type { AccountAliases } from '../session/accountAliases.ts';
import type { Stores } from '../session/keyValueStore.ts';
import type { SelectionStore } from '../session/selectionStore.ts';
import { SavedViews } from '../views/resources/savedViews.ts';
import type { Output } from './output.ts';
import type { Views } from './views.ts';

/** Runs a command. Its errors are logged and shown once. */
export type CommandRunner = (id: CommandId, args: readonly unknown[]) => Promise<void>;

/** What the commands are created from. */
export interface CommandParts {
  readonly context: vscode.ExtensionContext;
  readonly stores: Stores;
  readonly core: Core;
  readonly selections: SelectionStore;
  readonly aliases: AccountAliases;
  readonly views: Views;
  readonly output: Output;
  readonly flow: DeletionFlow;
  readonly review: PlanReview;
}

/** Returns what runs a command by its id. */
export function createCommandRunner({
  context,
  stores,
  core,
  selections,
  aliases,
  views,
  output,
  flow,
  review,
}: CommandParts): CommandRunner {
  const { client, creators, deletion, inventory, journal, prices, profiles, restore, session, usage } = core;
  const { board, deletions, deletionsView, details, plans, tree, view, viewState } = views;
  const { log, redactor, responses } = output;
  const handlers = commandHandlers({
    client,
    deletion,
    inventory,
    journal,
    profiles,
    restore,
    session,
    usage,
    prices,
    creators,
    deletions,
    deletionsView,
    details,
    plans,
    tree,
    view,
    log,
    redactor,
    responses,
    choices: selections,
    aliases,
    viewState: viewState,
    savedViews: new SavedViews(stores.workspace),
    deletionFlow: flow,
    review,
    board,
    env: process.env,
    accountLabel: views.accountLabel,
    protectionAt: (target) => deletion.protectionAt(target),
    extensionUri: context.extensionUri,
    version: (context.extension.packageJSON as { readonly version: string }).version,
  });
  return (id, args) => {
    // Running a command permits one more prompt for an MFA code. Switch Profile permits it itself, after the pick: a
    // prompt for the profile that is about to be left must not cover the list.
    if (id !== COMMANDS.switchProfile) profiles.allowMfaPrompts();
    return runCommand(id, log, () => handlers[id](...args));
  };
}
