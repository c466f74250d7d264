import * as vscode from 'vscode';
import type { Kind } from '../../catalog/model/kind.ts';
import type { PolicyPurpose } from '../../catalog/iamPolicy.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { kindsUnder } from '../kindsUnder.ts';
import { notify } from '../../vscode/notifications.ts';

/** How long a managed policy may be, blanks not counted: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
const MANAGED_POLICY_LIMIT = 6_144;

/**
 * Copies the smallest policy for the kinds under a row, or, without a row, for all that are chosen, to the clipboard:
 * **Copy IAM Policy…**.
 */
export async function copyIamPolicy(
  node: unknown,
  tree: ResourceTreeProvider,
  deletion: Pick<DeletionService, 'policy'>,
): Promise<void> {
  await copyPolicyOf([...new Set(kindsUnder(node, tree).map(({ kind }) => kind))], deletion);
}

/** Copies the smallest policy for some resource types, for a purpose that the user picks. */
export async function copyPolicyOf(kinds: readonly Kind[], deletion: Pick<DeletionService, 'policy'>): Promise<void> {
  if (kinds.length === 0) {
    void notify.info(
      vscode.l10n.t('Nothing was copied because no resource types are available. The Teardown view shows the reason.'),
    );
    return;
  }
  const what = kinds.length === 1 ? kinds[0]?.label : vscode.l10n.t('{0} resource types', kinds.length);
  const picked = await vscode.window.showQuickPick(purposeItems(), {
    title: vscode.l10n.t('IAM policy for {0}', what ?? ''),
  });
  if (!picked) return;
  const policy = deletion.policy(kinds, picked.purpose);
  const text = JSON.stringify(policy, null, 2);
  await vscode.env.clipboard.writeText(text);
  const actions = policy.Statement.reduce((sum, { Action }) => sum + Action.length, 0);
  const message = [vscode.l10n.t('Copied an IAM policy for {0}: {1} actions.', what ?? '', actions)];
  if (text.replace(/\s/g, '').length > MANAGED_POLICY_LIMIT) {
    message.push(vscode.l10n.t('It exceeds the size limit of a managed policy. Copy it category by category.'));
  }
  void notify.info(message.join(' '));
}

function purposeItems(): (vscode.QuickPickItem & { readonly purpose: PolicyPurpose })[] {
  return [
    { purpose: 'read', label: vscode.l10n.t('List'), detail: vscode.l10n.t('Lists resources only.') },
    {
      purpose: 'findUnused',
      label: vscode.l10n.t('List and find unused'),
      detail: vscode.l10n.t('Lists resources and everything that may refer to them, for Find Unused Resources.'),
    },
    {
      purpose: 'prices',
      label: vscode.l10n.t('List and read list prices'),
      detail: vscode.l10n.t('Lists resources and reads what they cost by AWS’s list prices.'),
    },
    {
      purpose: 'creators',
      label: vscode.l10n.t('List and look up creators'),
      detail: vscode.l10n.t('Lists resources and reads in CloudTrail who created them.'),
    },
    {
      purpose: 'dryRun',
      label: vscode.l10n.t('List and dry run'),
      detail: vscode.l10n.t(
        'Lists resources and sends dry runs. AWS has no separate permission for a dry run, so the policy also allows the deletion.',
      ),
    },
    {
      purpose: 'delete',
      label: vscode.l10n.t('List and delete'),
      detail: vscode.l10n.t('Lists and deletes resources, and tracks deletions.'),
    },
  ];
}
