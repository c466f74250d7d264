import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../contributions.ts';
import type { SessionState } from '../aws/session.ts';

/** Why the tree is empty, for the welcome content of the view. */
export type Situation =
  'starting' | 'signInNeeded' | 'expired' | 'rejected' | 'noRegion' | 'profileMissing' | 'other' | 'listed';

/**
 * @param state the window's session
 * @returns the situation
 */
export function situationOf(state: SessionState): Situation {
  switch (state.kind) {
    case 'idle':
    case 'resolving':
      return 'starting';
    case 'ready':
      return 'listed';
    case 'failed':
      switch (state.problem.problem) {
        case 'signInNeeded':
        case 'expired':
        case 'rejected':
        case 'noRegion':
        case 'profileMissing':
          return state.problem.problem;
        default:
          return 'other';
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
