import * as vscode from 'vscode';
import { sourceLabel } from '../../../aws/identity/target.ts';
import { collectEvidence } from '../../../deletion/planning/evidence.ts';
import { formatFieldValue } from '../../../deletion/presentation/phrases.ts';
import type { AccountLabel } from '../../../deletion/presentation/placeLines.ts';
import { displayName, type Resource } from '../../../inventory/resource.ts';
import { listPriceNote } from '../../../pricing/costText.ts';
import { escapeInvisible } from '../../../common/text/displayText.ts';

/** How many tags a tooltip shows. */
const TAGS_SHOWN = 10;

/** What a tooltip shows beside the resource itself. */
export interface TooltipContext {
  readonly marks: readonly string[];
  /** The reason why a deletion of it failed. */
  readonly failed: string | undefined;
  readonly cost: string | undefined;
  readonly accountLabel: AccountLabel;
}

/**
 * Returns the tooltip with all facts of a resource. What comes from AWS is shown as text, never as Markdown, and
 * nothing in it is trusted.
 */
export function resourceTooltip(
  resource: Resource,
  now: number,
  { marks, failed, cost, accountLabel }: TooltipContext,
): vscode.MarkdownString {
  const { kind, target, entry } = resource;
  const text = new vscode.MarkdownString();
  text.isTrusted = false;
  text.supportHtml = false;
  const line = (label: string, value: string) => {
    text.appendMarkdown(`**${escaped(label)}**: ${escaped(value)}  \n`);
  };
  const heading = [kind.noun, ...marks].join(' · ');
  text.appendMarkdown(`**${escaped(escapeInvisible(displayName(resource)))}** ${escaped(heading)}\n\n`);
  const facts = kind.facts.flatMap((fact) => {
    const value = fact.value(entry);
    return value === undefined || value === '' ? [] : [{ label: fact.label, value }];
  });
  if (failed !== undefined) line(vscode.l10n.t('Not deleted'), escapeInvisible(failed));
  // Where a fact has the id as its value, that is enough.
  if (facts.every(({ value }) => value !== resource.id)) line(vscode.l10n.t('ID'), escapeInvisible(resource.id));
  for (const { label, value } of facts) line(label, formatFieldValue(value, now));
  for (const [key, value] of [...(resource.tags ?? [])].slice(0, TAGS_SHOWN)) {
    line(vscode.l10n.t('Tag {0}', escapeInvisible(key)), escapeInvisible(value));
  }
  if (cost !== undefined) line(listPriceNote(), cost);
  const { identity, region } = target;
  line(vscode.l10n.t('Profile'), escapeInvisible(sourceLabel(identity.source)));
  line(vscode.l10n.t('Account'), accountLabel(identity.accountId));
  line(vscode.l10n.t('Region'), region);
  text.appendMarkdown('\n\n');
  for (const { level, text: finding } of collectEvidence(resource, now)) {
    if (level === 'warning' || level === 'blocker') text.appendMarkdown(`- ${escaped(escapeInvisible(finding))}\n`);
  }
  return text;
}

/**
 * Returns Markdown in which a text stands for itself: all punctuation as entities, which neither form syntax nor become
 * links. `appendText` would write hard spaces, at which no line breaks: words would be cut anywhere.
 */
function escaped(text: string): string {
  return text
    .replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/ {2,}/g, (spaces) => '&nbsp;'.repeat(spaces.length));
}
