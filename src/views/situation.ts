import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../contributions.ts';
import type { SessionState } from '../aws/session.ts';

/** Problems that the welcome content of the view tells, with the next step as a button. */
const TOLD = [
  'signInNeeded',
  'expired',
  'rejected',
  'noRegion',
  'profileMissing',
  'mfaCancelled',
  'mfaRejected',
  'processRefused',
] as const;
type ToldProblem = (typeof TOLD)[number];

/**
 * @param problem why there are no targets
 * @returns whether the welcome content tells it; any other problem gets a row in the tree
 */
export function isToldByWelcome(problem: string): problem is ToldProblem {
  return (TOLD as readonly string[]).includes(problem);
}

/** Why the tree is empty, for the welcome content of the view. */
export type Situation = 'starting' | 'listed' | 'other' | ToldProblem;

/**
 * @param state the window's session
 * @returns the situation
 */
function situationOf(state: SessionState): Situation {
  switch (state.kind) {
    case 'idle':
    case 'resolving':
      return 'starting';
    case 'ready':
      return 'listed';
    case 'failed': {
      const { problem } = state.problem;
      return isToldByWelcome(problem) ? problem : 'other';
    }
  }
}

/**
 * Tells VS Code the situation, so that it shows the welcome content that belongs to it.
 *
 * @param state the window's session
 */
export function tellSituation(state: SessionState): void {
  void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.situation, situationOf(state));
}
