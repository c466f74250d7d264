import { arch, hostname, platform, release, userInfo } from 'node:os';
import * as vscode from 'vscode';
import type { Session } from '../../session/session.ts';
import type { ProfileService } from '../../session/profileService.ts';
import { sourceLabel, type Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Redactor, SensitiveTerm } from '../../common/secrets/redactor.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { DetailsDocumentProvider } from '../../views/documents/detailsDocumentProvider.ts';
import type { Logger } from '../../views/output/logger.ts';
import { issueReport } from './issueReportDocument.ts';
import { notify } from '../../vscode/notifications.ts';
import { settings } from '../../vscode/settings.ts';

/** Dependencies of an issue report. */
export interface ReportDeps {
  readonly session: Session;
  readonly inventory: Inventory;
  readonly journal: Journal;
  readonly profiles: ProfileService;
  readonly details: DetailsDocumentProvider;
  readonly log: Logger;
  readonly redactor: Redactor;
  /** The version of the extension. */
  readonly version: string;
}

/**
 * Opens a document with versions, changed settings, counts and the redacted log, to be read and copied: **Report
 * Issue**. Sends nothing.
 */
export async function reportIssue(deps: ReportDeps): Promise<void> {
  const { log, redactor, details, version } = deps;
  const entries = await deps.journal.entries();
  // What cannot be read has no names to take out; the rest of the report is what is needed then.
  const { profiles } = await deps.profiles.list().catch(() => ({ profiles: [] }));
  const terms: SensitiveTerm[] = [
    ...profiles.map(({ name }): SensitiveTerm => ({ text: name, category: 'profile' })),
    ...entries.flatMap(({ resource }) => [...termsOf(resource)]),
  ];
  const redact = (text: string) => redactor.redact(text, terms);
  const text = issueReport({
    versions: versions(version),
    settings: settings.nonDefault().map(({ id, value }) => [id, redact(JSON.stringify(value))]),
    counts: counts(deps, entries, profiles.length),
    log: log.lines.map(redact),
  });
  await details.showText(`${vscode.l10n.t('Issue report')}.md`, 'issue report', text);
  const copy = vscode.l10n.t('Copy');
  const answer = await notify.info(
    vscode.l10n.t('The report was not sent. Review it, describe what happened, and share it yourself.'),
    copy,
  );
  if (answer === copy) await vscode.env.clipboard.writeText(text);
}

/** Returns the words that no pattern would find: the names of the machine, its user and the profile. */
export function* sensitiveTerms(session: Session): Generator<SensitiveTerm> {
  const { state } = session;
  yield { text: hostname(), category: 'host' };
  yield { text: userName(), category: 'user' };
  if (state.kind !== 'idle' && state.selection)
    yield { text: sourceLabel(state.selection.source), category: 'profile' };
}

/** So many names are learned at a stretch: it takes a few milliseconds. */
const TERMS_PER_BATCH = 500;

/**
 * Teaches a redactor the names of everything that is listed, and the ids of services that choose their own, a few at a time.
 *
 * Returns a disposable that stops it.
 */
export function indexResourceNames(inventory: Inventory, redactor: Redactor): vscode.Disposable {
  // A listing changes whenever one of its resources does; its names are learned when it is new.
  const indexedAt = new WeakMap<Target, Map<Kind, number>>();
  let next: NodeJS.Immediate | undefined;
  const indexBatch = () => {
    next = redactor.indexPending(TERMS_PER_BATCH) ? setImmediate(indexBatch) : undefined;
  };
  const end = inventory.onDidChange(({ kind, target }) => {
    const { listing } = inventory.state(kind, target);
    const times = indexedAt.get(target) ?? new Map<Kind, number>();
    if (!listing || times.get(kind) === listing.listedAt) return;
    indexedAt.set(target, times.set(kind, listing.listedAt));
    redactor.addTerms(termsOfAll(listing.resources));
    next ??= setImmediate(indexBatch);
  });
  return new vscode.Disposable(() => {
    clearImmediate(next);
    end();
  });
}

function* termsOfAll(resources: readonly Resource[]): Generator<SensitiveTerm> {
  for (const resource of resources) yield* termsOf(resource);
}

function* termsOf({
  id,
  name,
  entry,
}: Pick<Resource, 'id' | 'name'> & Partial<Pick<Resource, 'entry'>>): Generator<SensitiveTerm> {
  const texts = [id, name, entry?.parent?.id, entry?.parent?.name].filter((text) => text !== undefined);
  for (const text of texts) {
    yield { text, category: 'resource' };
    // The log has what can be seen.
    if (escapeInvisible(text) !== text) yield { text: escapeInvisible(text), category: 'resource' };
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user number without a name.
    return '';
  }
}

function versions(version: string): readonly (readonly [string, string])[] {
  const { env } = vscode;
  return [
    ['Teardown', version],
    ['VS Code', `${vscode.version} (${env.appName}, ${env.appHost})`],
    ['Window', env.uiKind === vscode.UIKind.Web ? 'in a browser' : 'desktop'],
    ['Remote', env.remoteName ?? 'none'],
    [
      'Workspace',
      `${vscode.workspace.workspaceFolders?.length ?? 0} folders, ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}`,
    ],
    ['Language', env.language],
    ['Operating system', `${platform()} ${release()} ${arch()}`],
    ['Node.js', process.versions.node],
  ];
}

function counts(
  { session, inventory }: ReportDeps,
  entries: readonly JournalEntry[],
  profiles: number,
): readonly (readonly [string, number])[] {
  const { state } = session;
  const outcomes = new Map<string, number>();
  for (const { action, outcome } of entries) {
    const what = `Journal: ${action}, ${outcome?.kind ?? 'not ended'}`;
    outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
  }
  const lists = inventory.listings();
  return [
    ['Profiles', profiles],
    ['Regions', state.kind === 'ready' ? state.targets.length : 0],
    ['Lists', lists.length],
    ['Lists that failed', lists.filter(({ failures }) => failures.length > 0).length],
    ['Resources', lists.reduce((sum, { resources }) => sum + resources.length, 0)],
    ...outcomes,
  ];
}
