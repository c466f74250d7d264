import * as vscode from 'vscode';
import { toAbortSignal } from '../vscode/abortSignal.ts';
import { TOOLS } from '../contributions.ts';
import { deleteResources, type DeleteDeps } from './deleteResourcesTool.ts';
import { listResources, type ListDeps } from './listResourcesTool.ts';
import { planDeletion } from './planDeletionTool.ts';
import { requireTargets, type TargetDeps } from './requireTargets.ts';
import { listRequest, removalRequest } from './toolInput.ts';

/** A language model tool's name. */
export type ToolName = (typeof TOOLS)[keyof typeof TOOLS];

/** What the tools work with, all together. */
export interface ToolDeps extends TargetDeps, ListDeps, DeleteDeps {}

/** Runs a tool. It reads its input itself: whoever calls a tool may hand over anything. */
export type ToolRunner = (
  name: ToolName,
  input: unknown,
  token: vscode.CancellationToken,
) => Promise<vscode.LanguageModelToolResult>;

/**
 * What every language model tool does.
 *
 * @param parts what they work with
 * @returns runs a tool by its name; what it throws is worded for a model
 */
export function createToolInvoker(deps: ToolDeps): ToolRunner {
  return async (name, input, token) => {
    const signal = toAbortSignal(token);
    const text = await answerOf(name, input, deps, token, signal);
    if (token.isCancellationRequested && name !== TOOLS.deleteResources) throw new vscode.CancellationError();
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  };
}

async function answerOf(
  name: ToolName,
  input: unknown,
  deps: ToolDeps,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<string> {
  // What is wrong with the input is said before anybody is asked anything.
  switch (name) {
    case TOOLS.listResources: {
      const request = listRequest(input);
      return listResources(request, await requireTargets(deps, signal), deps, signal);
    }
    case TOOLS.planDeletion: {
      const request = removalRequest(input);
      return planDeletion(request, await requireTargets(deps, signal), deps, signal);
    }
    case TOOLS.deleteResources: {
      const request = removalRequest(input);
      return deleteResources(request, await requireTargets(deps, signal), deps, token, signal);
    }
  }
}
