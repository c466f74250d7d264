import * as vscode from 'vscode';
import type { DeletionFlow } from '../commands/deletion/deletionFlow.ts';
import type { Core } from '../core.ts';
import type { AccountAliases } from '../session/accountAliases.ts';
import { createToolInvoker, type ToolRunner } from '../tools/invokeTool.ts';
import { settings } from '../vscode/settings.ts';
import type { Startup } from './startup.ts';
import { filterContext, type Views } from './views.ts';

/** What the language model tools are created from. */
export interface ToolParts {
  readonly core: Core;
  readonly views: Views;
  readonly flow: DeletionFlow;
  readonly startup: Startup;
  readonly aliases: AccountAliases;
}

/** Returns what runs a language model tool by its name. */
export function createToolRunner({ core, views, flow, startup, aliases }: ToolParts): ToolRunner {
  const { deletion, inventory, prices, session, usage } = core;
  return createToolInvoker({
    session,
    inventory,
    usage,
    prices,
    filterContext: filterContext(core),
    deletion,
    flow,
    confirmation: settings.confirmation,
    protectionAt: (target) => deletion.protectionAt(target),
    accountAlias: (accountId) => aliases.of(accountId),
    start: () => startup.forTool(),
    isTrusted: () => vscode.workspace.isTrusted,
    isAllowed: settings.agentTools,
    kinds: () => views.viewState.kinds,
    holdStill: (work) => views.tree.freezeVisibility(work),
  });
}
