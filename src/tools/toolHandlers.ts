import * as vscode from 'vscode';
import { signalOf } from '../commands/cancellation.ts';
import { TOOLS } from '../contributions.ts';
import { deleteResources, type DeleteParts } from './deleteResources.ts';
import { listResources, type ListParts } from './listResources.ts';
import { planDeletion } from './planDeletion.ts';
import { targetsNow, type StandingParts } from './standing.ts';
import { listRequest, removalRequest } from './toolInput.ts';

/** A language model tool's name. */
export type ToolName = (typeof TOOLS)[keyof typeof TOOLS];

/** What the tools work with, all together. */
export interface ToolParts extends StandingParts, ListParts, DeleteParts {}

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
export function toolRunner(parts: ToolParts): ToolRunner {
  return async (name, input, token) => {
    const signal = signalOf(token);
    const text = await answerOf(name, input, parts, token, signal);
    if (token.isCancellationRequested && name !== TOOLS.deleteResources) throw new vscode.CancellationError();
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  };
}

async function answerOf(
  name: ToolName,
  input: unknown,
  parts: ToolParts,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<string> {
  // What is wrong with the input is said before anybody is asked anything.
  switch (name) {
    case TOOLS.listResources: {
      const request = listRequest(input);
      return listResources(request, await targetsNow(parts, signal), parts, signal);
    }
    case TOOLS.planDeletion: {
      const request = removalRequest(input);
      return planDeletion(request, await targetsNow(parts, signal), parts, signal);
    }
    case TOOLS.deleteResources: {
      const request = removalRequest(input);
      return deleteResources(request, await targetsNow(parts, signal), parts, token, signal);
    }
  }
}
