import * as vscode from 'vscode';
import { escapeInvisible, escapeLabelMarkup } from '../../common/text/displayText.ts';
import { isSameGrouping, PLAIN_GROUPINGS, type Grouping } from '../../inventory/query/grouping.ts';
import { tagKeysOf } from '../../inventory/query/resourceGroups.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import type { ViewState } from '../../views/resources/viewState.ts';

/** So many keys of tags are offered. */
const MAX_KEYS = 200;

/** Groups the tree by what the user picks for its first level: **Group By…**. */
export async function groupResources(
  viewState: ViewState,
  tree: Pick<ResourceTreeProvider, 'grouping' | 'resources'>,
): Promise<void> {
  const now = tree.grouping;
  const item = (grouping: Grouping, label: string, counted?: string) => ({
    grouping,
    label,
    description: [isSameGrouping(grouping, now) ? vscode.l10n.t('now') : undefined, counted]
      .filter((part) => part !== undefined)
      .join(' · '),
  });
  const keys = tagKeysOf(tree.resources()).slice(0, MAX_KEYS);
  const separator = { label: vscode.l10n.t('Tags of listed resources'), kind: vscode.QuickPickItemKind.Separator };
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly grouping?: Grouping }>(
    [
      ...PLAIN_GROUPINGS.map((by) => item({ by }, groupingLabel({ by }))),
      ...(keys.length > 0 ? [separator] : []),
      ...keys.map(([key, count]) =>
        item(
          { by: 'tag', key },
          groupingLabel({ by: 'tag', key }),
          count === 1 ? vscode.l10n.t('1 resource') : vscode.l10n.t('{0} resources', count),
        ),
      ),
    ],
    {
      title: vscode.l10n.t('Group by'),
      matchOnDescription: true,
    },
  );
  if (picked?.grouping) await viewState.setGrouping(picked.grouping);
}

/** Returns what people call a grouping. */
export function groupingLabel(grouping: Grouping): string {
  return grouping.by === 'tag'
    ? vscode.l10n.t('Tag {0}', escapeLabelMarkup(escapeInvisible(grouping.key)))
    : labels()[grouping.by];
}

function labels(): Readonly<Record<(typeof PLAIN_GROUPINGS)[number], string>> {
  return {
    service: vscode.l10n.t('Service'),
    region: vscode.l10n.t('Region'),
    vpc: vscode.l10n.t('VPC'),
    tool: vscode.l10n.t('Stack or tool'),
    age: vscode.l10n.t('Age'),
    account: vscode.l10n.t('Account that owns it'),
  };
}
