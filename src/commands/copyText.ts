import * as vscode from 'vscode';
import { resourcesOf, type Called } from './selection.ts';

/**
 * **Copy ID** and **Copy ARN**: exactly as AWS has it, invisible characters and all; of several, one on each line.
 *
 * @param called the row that was clicked, and the selection
 * @param member what to copy
 */
export async function copyText({ node, selected }: Called, member: 'id' | 'arn'): Promise<void> {
  const texts = (resourcesOf(node, selected) ?? []).flatMap((resource) => resource[member] ?? []);
  if (texts.length === 0) return;
  await vscode.env.clipboard.writeText(texts.join('\n'));
  vscode.window.setStatusBarMessage(copiedText(member, texts.length), 2_000);
}

function copiedText(member: 'id' | 'arn', count: number): string {
  if (count > 1)
    return member === 'id'
      ? vscode.l10n.t('$(check) {0} IDs copied', count)
      : vscode.l10n.t('$(check) {0} ARNs copied', count);
  return member === 'id' ? vscode.l10n.t('$(check) ID copied') : vscode.l10n.t('$(check) ARN copied');
}
