import * as vscode from 'vscode';
import { toAbortSignal } from '../vscode/abortSignal.ts';
import { TOOLS } from '../contributions.ts';
import { deleteResources, type DeleteDeps } from './deleteResourcesTool.ts';
import { listResources, type ListDeps } from './listResourcesTool.ts';
import { planDeletion } from './planDeletionTool.ts';
import { onTargets, type TargetDeps } from './requireTargets.ts';
import { listRequest, deletionRequest } from './toolInput.ts';

/** The name of a language model tool. */
export type ToolName = (typeof TOOLS)[keyof typeof TOOLS];

/** What all tools depend on. */
export interface ToolDeps extends TargetDeps, ListDeps, DeleteDeps {}

/** Runs a tool. It validates the input itself: VS Code passes on whatever a caller sends. */
export type ToolRunner = (
  name: ToolName,
  input: unknown,
  token: vscode.CancellationToken,
) => Promise<vscode.LanguageModelToolResult>;

/** Returns what runs a tool by its name. It throws errors whose messages are for the model. */
export function createToolInvoker(deps: ToolDeps): ToolRunner {
  return async (name, input, token) => {
    const signal = toAbortSignal(token);
    const text = await runTool(name, input, deps, token, signal);
    if (token.isCancellationRequested && name !== TOOLS.deleteResources) throw new vscode.CancellationError();
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  };
}

async function runTool(
  name: ToolName,
  input: unknown,
  deps: ToolDeps,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<string> {
  // The input is validated before any request is sent.
  switch (name) {
    case TOOLS.listResources: {
      const request = listRequest(input, deps.filterContext);
      return onTargets(deps, (targets, ending) => listResources(request, targets, deps, ending), signal);
    }
    case TOOLS.planDeletion: {
      const request = deletionRequest(input);
      return onTargets(deps, (targets, ending) => planDeletion(request, targets, deps, ending), signal);
    }
    case TOOLS.deleteResources: {
      const request = deletionRequest(input);
      return onTargets(deps, (targets, ending) => deleteResources(request, targets, deps, token, ending), signal);
    }
  }
}
