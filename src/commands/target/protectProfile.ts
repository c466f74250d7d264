import * as vscode from 'vscode';
import { sourceLabel, type CredentialSource } from '../../aws/identity/target.ts';
import { escapeLabelMarkup, truncateMiddle } from '../../common/text/displayText.ts';
import { COMMANDS, SETTINGS } from '../../contributions.ts';
import type { ProtectionLevel } from '../../deletion/planning/protection.ts';
import { protectionKey, withProtection } from '../../deletion/planning/protectionRules.ts';
import type { AccountAliases } from '../../session/accountAliases.ts';
import type { Session } from '../../session/session.ts';
import { notify } from '../../vscode/notifications.ts';
import { settings } from '../../vscode/settings.ts';

/** Dependencies of **Protect This Profile…**. */
export interface ProtectDeps {
  readonly session: Session;
  readonly aliases: AccountAliases;
}

/** What is protected: the key in the setting, and its name in a sentence. */
interface Subject {
  readonly key: string;
  readonly label: string;
}

interface ProtectionItem extends vscode.QuickPickItem {
  readonly choice?: { readonly subject: Subject; readonly level: ProtectionLevel };
}

/**
 * Protects the profile or the account that this window works on, by one pick, in the user's settings: **Protect This
 * Profile…**.
 */
export async function protectProfile(deps: ProtectDeps): Promise<void> {
  const { session } = deps;
  if (session.state.kind === 'idle') await session.start();
  const { state } = session;
  const source = state.kind === 'idle' ? undefined : state.selection?.source;
  if (!source) {
    const choose = vscode.l10n.t('Switch Profile…');
    const answer = await notify.info(
      vscode.l10n.t(
        'No profile is chosen. Switch to the profile that you want to protect, then choose its protection.',
      ),
      choose,
    );
    if (answer === choose) await vscode.commands.executeCommand(COMMANDS.switchProfile);
    return;
  }
  const accountId = state.kind === 'ready' ? state.targets[0]?.identity.accountId : undefined;
  const subjects = [profileSubject(source), accountId && accountSubject(accountId, deps.aliases)];
  const picked = await vscode.window.showQuickPick(
    subjects.flatMap((subject) => (subject ? itemsOf(subject) : [])),
    {
      title: vscode.l10n.t('Protect {0}', escapeLabelMarkup(truncateMiddle(sourceLabel(source), 64))),
      placeHolder: vscode.l10n.t('Choose how deletions are restricted'),
    },
  );
  if (picked?.choice) await protect(picked.choice.subject, picked.choice.level);
}

/** Protects a profile, or the account where the setting cannot name the profile. */
export async function protectSource(
  source: CredentialSource,
  accountId: string,
  aliases: AccountAliases,
): Promise<void> {
  await protect(profileSubject(source) ?? accountSubject(accountId, aliases), 'confirm');
}

function profileSubject(source: CredentialSource): Subject | undefined {
  const key = protectionKey(source);
  if (key === undefined) return undefined;
  return {
    key,
    label: source.kind === 'profile' ? vscode.l10n.t('Profile {0}', truncateMiddle(key, 64)) : key,
  };
}

function accountSubject(accountId: string, aliases: AccountAliases): Subject {
  return { key: accountId, label: vscode.l10n.t('Account {0}', aliases.label(accountId)) };
}

function itemsOf(subject: Subject): readonly ProtectionItem[] {
  const rules = settings.protected();
  const current = typeof rules === 'object' && rules !== null ? Object.entries(rules) : [];
  const level = current.find(([key]) => key === subject.key)?.[1] as unknown;
  const item = (icon: string, label: string, own: ProtectionLevel, detail: string): ProtectionItem => ({
    label: `$(${icon}) ${label}`,
    ...(level === own && { description: vscode.l10n.t('current') }),
    detail,
    choice: { subject, level: own },
  });
  return [
    { label: escapeLabelMarkup(subject.label), kind: vscode.QuickPickItemKind.Separator },
    item(
      'lock',
      vscode.l10n.t('Type to Confirm'),
      'confirm',
      vscode.l10n.t('You type a confirmation before every deletion.'),
    ),
    item('circle-slash', vscode.l10n.t('Read Only'), 'readOnly', vscode.l10n.t('Teardown deletes nothing here.')),
  ];
}

async function protect({ key, label }: Subject, level: ProtectionLevel): Promise<void> {
  const before = settings.protected();
  const rules = withProtection(before, key, level);
  const openSettings = vscode.l10n.t('Open Settings');
  if (!rules) {
    const message = vscode.l10n.t(
      'The setting {0} is not understood, so it was not changed. Correct it first: it takes profile names and account IDs with their levels.',
      SETTINGS.protected,
    );
    if ((await notify.warn(message, openSettings)) === openSettings) await showSetting();
    return;
  }
  await settings.setProtected(rules);
  const undo = vscode.l10n.t('Undo');
  const message =
    level === 'confirm'
      ? vscode.l10n.t('{0} is protected. You type a confirmation before every deletion.', label)
      : vscode.l10n.t('{0} is read only. Teardown deletes nothing there.', label);
  const answer = await notify.info(message, undo, openSettings);
  if (answer === openSettings) await showSetting();
  if (answer === undo) await undoProtection(key, level, before);
}

/** Restores what the setting had for a key, and leaves whatever else was written since. */
async function undoProtection(key: string, level: ProtectionLevel, before: unknown): Promise<void> {
  const now = settings.protected();
  const levelOf = (rules: unknown) => new Map<string, unknown>(Object.entries(rules ?? {})).get(key);
  if (levelOf(now) !== level) return;
  const restored = withProtection(now, key, levelOf(before) as ProtectionLevel | undefined);
  await settings.setProtected(restored && Object.keys(restored).length > 0 ? restored : undefined);
}

async function showSetting(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', SETTINGS.protected);
}
