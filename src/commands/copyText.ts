import * as vscode from 'vscode';
import { resourceOf } from './selection.ts';

/**
 * **Copy ID** and **Copy ARN**: exactly as AWS has it, invisible characters and all.
 *
 * @param node the row that was clicked
 * @param member what to copy
 */
export async function copyText(node: unknown, member: 'id' | 'arn'): Promise<void> {
  const text = resourceOf(node)?.[member];
  if (text === undefined) return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(
    member === 'id' ? vscode.l10n.t('$(check) ID copied') : vscode.l10n.t('$(check) ARN copied'),
    2_000,
  );
}
