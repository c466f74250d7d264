import * as vscode from 'vscode';
import type { Session, SessionState } from '../../session/session.ts';
import { CONTEXT_KEYS } from '../../contributions.ts';
import type { ResourceTreeProvider } from './resourceTreeProvider.ts';

/** Problems that the welcome content of the view tells, with the next step as a button. */
const WELCOME_PROBLEMS = [
  'noProfiles',
  'noProfileChosen',
  'signInNeeded',
  'expired',
  'invalidCredentials',
  'noRegion',
  'profileNotFound',
  'mfaCanceled',
  'mfaRejected',
  'processRefused',
  'noCredentials',
  'roleDenied',
  'unreachable',
] as const;
type ToldProblem = (typeof WELCOME_PROBLEMS)[number];

/**
 * @param problem why there are no targets
 * @returns whether the welcome content tells it; any other problem gets a row in the tree
 */
export function hasWelcomeContent(problem: string): problem is ToldProblem {
  return (WELCOME_PROBLEMS as readonly string[]).includes(problem);
}

/** Why there is no row although there are targets: nothing was found anywhere, or the filter hides all of it. */
export type Nothing = 'empty' | 'filtered';

/** Why the tree is empty, for the welcome content of the view. */
type EmptyReason = 'starting' | 'listed' | 'other' | Nothing | ToldProblem;

/**
 * @param state the window's session
 * @param nothing why there is no row; undefined where there are some
 * @returns the situation
 */
function situationOf(state: SessionState, nothing: Nothing | undefined): EmptyReason {
  switch (state.kind) {
    case 'idle':
    case 'resolving':
      return 'starting';
    case 'ready':
      return nothing ?? 'listed';
    case 'failed': {
      const { problem } = state.problem;
      return hasWelcomeContent(problem) ? problem : 'other';
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
export function syncEmptyReasonContext(session: Session, tree: ResourceTreeProvider): vscode.Disposable {
  let told: EmptyReason | undefined;
  const tell = () => {
    const now = situationOf(session.state, tree.emptyReason);
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
