import * as vscode from 'vscode';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import { selectedResources, type CommandInvocation } from '../selectedResources.ts';

/** Copies the ids of entries of the Deletions view, one on each line: **Copy ID**. */
export async function copyEntryIds(entries: readonly JournalEntry[]): Promise<void> {
  await copyTexts([...new Set(entries.map(({ resource }) => resource.id))], 'id');
}

/**
 * Copies ids or ARNs exactly as AWS has them, invisible characters included; of several, one on each line: **Copy ID**
 * and **Copy ARN**.
 */
export async function copyIdentifiers({ node, selected }: CommandInvocation, member: 'id' | 'arn'): Promise<void> {
  const texts = (selectedResources(node, selected) ?? []).flatMap((resource) => resource[member] ?? []);
  await copyTexts(texts, member);
}

async function copyTexts(texts: readonly string[], member: 'id' | 'arn'): Promise<void> {
  if (texts.length === 0) return;
  await vscode.env.clipboard.writeText(texts.join('\n'));
  vscode.window.setStatusBarMessage(copiedMessage(member, texts.length), 2_000);
}

function copiedMessage(member: 'id' | 'arn', count: number): string {
  if (count > 1)
    return member === 'id'
      ? vscode.l10n.t('$(check) {0} IDs copied', count)
      : vscode.l10n.t('$(check) {0} ARNs copied', count);
  return member === 'id' ? vscode.l10n.t('$(check) ID copied') : vscode.l10n.t('$(check) ARN copied');
}
