import * as vscode from 'vscode';
import { chooseRegions, type RegionDeps } from './chooseRegions.ts';
import { profileLabel, type Profile } from '../../aws/config/profiles.ts';
import { sourceKey, sourceLabel, type CredentialSource } from '../../aws/identity/target.ts';
import { escapeLabelMarkup, escapeInvisible } from '../../common/text/displayText.ts';
import { COMMANDS } from '../../contributions.ts';
import type { AccountAliases } from '../../session/accountAliases.ts';
import type { Logger } from '../../views/output/logger.ts';

/** Dependencies of the profile picker. */
export interface SwitchDeps extends RegionDeps {
  readonly log: Logger;
  readonly aliases: AccountAliases;
}

interface SourceItem extends vscode.QuickPickItem {
  readonly source?: CredentialSource;
  /** The command to run instead of a switch. */
  readonly command?: (typeof COMMANDS)['chooseRegions' | 'protectProfile'];
}

/** The sources that are no profiles. */
const OTHERS: readonly { readonly source: CredentialSource; readonly description: string }[] = [
  { source: { kind: 'environment' }, description: 'AWS_ACCESS_KEY_ID …' },
  { source: { kind: 'container' }, description: 'ECS, EKS, EC2' },
];

/** Switches the source of the credentials for this workspace to the user's pick: **Switch Profile…**. */
export async function switchProfile(deps: SwitchDeps): Promise<void> {
  const { choices, session, log } = deps;
  const { profiles, problems } = await deps.profiles.list();
  for (const { file, line, profile, message } of problems) {
    const where = [file, line && `line ${line}`, profile && `profile "${escapeInvisible(profile)}"`];
    log.warn(`${where.filter(Boolean).join(', ')} ${message}`);
  }
  const items = itemsFor(profiles, deps);
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Switch profile for this workspace'),
    placeHolder:
      problems.length === 0
        ? vscode.l10n.t('{0} profiles', profiles.length)
        : vscode.l10n.t('{0} profiles. The log lists problems in the AWS files', profiles.length),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.command !== undefined) await vscode.commands.executeCommand(picked.command);
  if (!picked?.source) return;
  await choices.choose(picked.source);
  deps.profiles.allowMfaPrompts();
  await session.resolve();
  // None is guessed, so the next thing to be done is known.
  const { state } = session;
  if (state.kind === 'failed' && state.problem.kind === 'noRegion') await chooseRegions(deps);
}

/**
 * Returns the items: recent ones first, then all profiles in the order of the files, the sources that are no profiles,
 * and what can be done here.
 */
function itemsFor(profiles: readonly Profile[], { choices, aliases }: SwitchDeps): SourceItem[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  const current = sourceKey(choices.source());
  const item = (source: CredentialSource, description: string, account: string | undefined, problem?: string) => {
    const isCurrent = sourceKey(source) === current;
    const facts = [description, account && vscode.l10n.t('account {0}', aliases.label(account))].filter(Boolean);
    return {
      label: `${isCurrent ? '$(check) ' : ''}${plain(sourceLabel(source))}`,
      description: [...facts, ...(isCurrent ? [vscode.l10n.t('current')] : [])].join(' · '),
      ...(problem !== undefined && { detail: `$(warning) ${plain(problem)}` }),
      source,
    };
  };
  const ofProfile = (profile: Profile) => {
    const source = { kind: 'profile', name: profile.name } as const;
    const facts = [profileLabel(profile), profile.region].filter((fact) => fact !== undefined).map(plain);
    return item(source, facts.join(' · '), profile.accountId ?? choices.lastKnownAccount(source), profile.problems[0]);
  };
  const others = OTHERS.map(({ source, description }) => item(source, description, choices.lastKnownAccount(source)));
  const recent = choices.recent().flatMap((source) => {
    if (source.kind !== 'profile') return others.find((other) => sourceKey(other.source) === sourceKey(source)) ?? [];
    const profile = byName.get(source.name);
    return profile ? [ofProfile(profile)] : [];
  });
  const shown = new Set(recent.map(({ source }) => sourceKey(source)));
  const rest = profiles.map(ofProfile).filter(({ source }) => !shown.has(sourceKey(source)));
  return [
    ...section(vscode.l10n.t('Recent'), recent),
    ...section(vscode.l10n.t('Profiles'), rest),
    ...section(
      vscode.l10n.t('Without a profile'),
      others.filter(({ source }) => !shown.has(sourceKey(source))),
    ),
    ...section(vscode.l10n.t('Current profile'), [
      { label: `$(lock) ${vscode.l10n.t('Protect This Profile…')}`, command: COMMANDS.protectProfile },
      { label: `$(globe) ${vscode.l10n.t('Choose Regions…')}`, command: COMMANDS.chooseRegions },
    ]),
  ];
}

function section(label: string, items: readonly SourceItem[]): SourceItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

/** Escapes a name from a file for a quick pick. */
const plain = (text: string) => escapeLabelMarkup(escapeInvisible(text));
