import * as vscode from 'vscode';
import { sourceLabel } from '../aws/target.ts';
import { evidenceFor } from '../deletion/evidence.ts';
import { factText } from '../deletion/words.ts';
import { displayName, type Resource } from '../inventory/resource.ts';
import { visible } from '../text/visible.ts';

/** How many tags a tooltip shows. */
const TAGS_SHOWN = 10;

/**
 * All facts of a resource. What comes from AWS is appended as text, never as Markdown, and nothing in it is trusted.
 *
 * @param resource the resource
 * @param now milliseconds since the epoch
 * @returns the tooltip
 */
export function resourceTooltip(resource: Resource, now: number): vscode.MarkdownString {
  const { kind, target, entry } = resource;
  const text = new vscode.MarkdownString();
  text.isTrusted = false;
  text.supportHtml = false;
  const line = (label: string, value: string) => {
    text.appendMarkdown('**').appendText(label).appendMarkdown('**: ').appendText(value).appendMarkdown('  \n');
  };
  text
    .appendMarkdown('**')
    .appendText(visible(displayName(resource)))
    .appendMarkdown('** ')
    .appendText(kind.noun);
  text.appendMarkdown('\n\n');
  line(vscode.l10n.t('ID'), visible(resource.id));
  for (const fact of kind.facts) {
    const value = fact.of(entry);
    if (value !== undefined && value !== '') line(fact.label, factText(value, now));
  }
  for (const [key, value] of [...(resource.tags ?? [])].slice(0, TAGS_SHOWN)) {
    line(vscode.l10n.t('Tag {0}', visible(key)), visible(value));
  }
  const { identity, region } = target;
  line(vscode.l10n.t('Profile'), visible(sourceLabel(identity.source)));
  line(vscode.l10n.t('Account'), identity.accountId);
  line(vscode.l10n.t('Region'), region);
  text.appendMarkdown('\n\n');
  for (const { level, text: finding } of evidenceFor(resource, now)) {
    if (level === 'warning' || level === 'blocker')
      text.appendMarkdown('- ').appendText(visible(finding)).appendMarkdown('\n');
  }
  return text;
}
