import * as vscode from 'vscode';
import type { Session, SessionState } from '../../../session/session.ts';
import { CONTEXT_KEYS } from '../../../contributions.ts';
import { hasWelcomeContent, type NoRowsReason, type WelcomeProblem } from '../emptyReason.ts';

/** Why the tree is empty, for the welcome content of the view. */
type EmptyReason = 'starting' | 'listed' | 'other' | NoRowsReason | WelcomeProblem;

/** What the context key reads of the tree: why it has no row, and when that may have changed. */
export interface EmptyReasonSource {
  readonly emptyReason: NoRowsReason | undefined;
  readonly onDidChangeTreeData: vscode.Event<unknown>;
}

function reasonFor(state: SessionState, noRows: NoRowsReason | undefined): EmptyReason {
  switch (state.kind) {
    case 'idle':
    case 'resolving':
      return 'starting';
    case 'ready':
      return noRows ?? 'listed';
    case 'failed': {
      const { kind } = state.problem;
      return hasWelcomeContent(kind) ? kind : 'other';
    }
  }
}

/** Keeps the context key of the welcome content in step with the session and the tree, until it is disposed of. */
export function syncEmptyReasonContext(session: Session, tree: EmptyReasonSource): vscode.Disposable {
  let current: EmptyReason | undefined;
  const update = () => {
    const reason = reasonFor(session.state, tree.emptyReason);
    if (reason !== current) void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.emptyReason, reason);
    current = reason;
  };
  update();
  const endSession = session.onDidChange(update);
  const endRows = tree.onDidChangeTreeData(update);
  return new vscode.Disposable(() => {
    endSession();
    endRows.dispose();
  });
}
