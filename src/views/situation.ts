import * as vscode from 'vscode';
import type { Session, SessionState } from '../aws/session.ts';
import { CONTEXT_KEYS } from '../contributions.ts';
import type { ResourceTree } from './resourceTree.ts';

/** Problems that the welcome content of the view tells, with the next step as a button. */
const TOLD = [
  'noProfiles',
  'noProfileChosen',
  'signInNeeded',
  'expired',
  'rejected',
  'noRegion',
  'profileMissing',
  'mfaCancelled',
  'mfaRejected',
  'processRefused',
  'noCredentials',
  'roleDenied',
  'unreachable',
] as const;
type ToldProblem = (typeof TOLD)[number];

/**
 * @param problem why there are no targets
 * @returns whether the welcome content tells it; any other problem gets a row in the tree
 */
export function isToldByWelcome(problem: string): problem is ToldProblem {
  return (TOLD as readonly string[]).includes(problem);
}

/** Why there is no row although there are targets: nothing was found anywhere, or the filter hides all of it. */
export type Nothing = 'empty' | 'filtered';

/** Why the tree is empty, for the welcome content of the view. */
type Situation = 'starting' | 'listed' | 'other' | Nothing | ToldProblem;

/**
 * @param state the window's session
 * @param nothing why there is no row; undefined where there are some
 * @returns the situation
 */
function situationOf(state: SessionState, nothing: Nothing | undefined): Situation {
  switch (state.kind) {
    case 'idle':
    case 'resolving':
      return 'starting';
    case 'ready':
      return nothing ?? 'listed';
    case 'failed': {
      const { problem } = state.problem;
      return isToldByWelcome(problem) ? problem : 'other';
    }
  }
}

/**
 * Tells VS Code the situation, now and whenever it is another, so that it shows the welcome content that belongs to it.
 *
 * @param session the window's session
 * @param tree its rows
 * @returns ends it
 */
export function followSituation(session: Session, tree: ResourceTree): vscode.Disposable {
  let told: Situation | undefined;
  const tell = () => {
    const now = situationOf(session.state, tree.nothing);
    if (now !== told) void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.situation, now);
    told = now;
  };
  tell();
  const endSession = session.onDidChange(tell);
  const endRows = tree.onDidChangeTreeData(tell);
  return new vscode.Disposable(() => {
    endSession();
    endRows.dispose();
  });
}
