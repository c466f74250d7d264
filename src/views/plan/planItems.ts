import * as vscode from 'vscode';
import type { EvidenceLevel } from '../../catalog/model/evidence.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { Outcome, Phase } from '../../deletion/execution/outcome.ts';
import type { PlanItem } from '../../deletion/planning/plan.ts';
import { isDeleted } from '../../deletion/presentation/planReport.ts';
import { countsByKind } from '../../deletion/presentation/planSummary.ts';
import { outcomeLabel, verbForms } from '../../deletion/presentation/phrases.ts';
import { displayName } from '../../inventory/resource.ts';
import { outcomeIcon } from '../outcomeIcons.ts';
import { rowIcon, type RowColor } from '../rowColors.ts';
import type { PlanItemNode, PlanLineNode, ResultNode, StageNode } from './planNodes.ts';
import type { CostLabel } from '../../pricing/costText.ts';
import type { ShownPlan } from './shownPlan.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** The codicon and color of each severity; the word stands in the row. */
const LEVEL_ICONS: Readonly<Record<EvidenceLevel, readonly [string, RowColor]>> = {
  blocker: ['circle-slash', 'error'],
  warning: ['warning', 'warning'],
  unknown: ['question', 'warning'],
  ok: ['pass', 'good'],
};

/** Returns its row. VS Code keeps by the id of a row whether it is expanded, which must not apply to the next plan. */
export function stageItem({ number, items }: StageNode, planId: string): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Stage {0}', number), Expanded);
  item.id = `${planId} stage ${number}`;
  item.contextValue = ';stage;';
  item.description = countsByKind(items);
  item.tooltip =
    number === 1
      ? vscode.l10n.t('Deleted first, at the same time')
      : vscode.l10n.t('Deleted after what it waits for in stage {0}', number - 1);
  return item;
}

/** Returns its row, of one plan like that of a stage. */
export function resultItem({ result, items }: ResultNode, planId: string): vscode.TreeItem {
  const isLeft = result === 'left';
  const label = isLeft ? vscode.l10n.t('Not deleted') : vscode.l10n.t('Deleted');
  const item = new vscode.TreeItem(label, isLeft ? Expanded : Collapsed);
  item.id = `${planId} result ${result}`;
  item.contextValue = ';result;';
  item.description = countsByKind(items);
  item.iconPath = isLeft ? rowIcon('warning', 'warning') : rowIcon('pass', 'good');
  return item;
}

/** How a resource's row reads: `label` distinguishes it from all others of the plan. */
interface PlanItemRow {
  readonly label: string;
  readonly shown: ShownPlan;
  readonly cost: CostLabel | undefined;
  /** What it belongs to, where the plan has another one of the same name. */
  readonly parent: string | undefined;
  /** What distinguishes it from others of its type with the same name; undefined where there are none. */
  readonly difference: string | undefined;
  /** What else identifies it beside its name: see `planRowDetails`. */
  readonly values: readonly string[];
}

/** Returns its row: the worst of what is known, or how far it is, then its cost, and what it is. */
export function planItemItem(
  { item: planned }: PlanItemNode,
  { label, shown, cost, parent, difference, values }: PlanItemRow,
): vscode.TreeItem {
  const { resource } = planned;
  const outcome = shown.outcomeOf(planned);
  const status = statusLabel(planned, shown);
  const worst = planned.evidence.find(({ level }) => level !== 'ok')?.level;
  const isBlocked = shown.status === 'open' && shown.isChosen(planned) && worst === 'blocker';
  const opens = isBlocked || (shown.status === 'ended' && !isDeleted(outcome));
  const item = new vscode.TreeItem(escapeInvisible(displayName(resource)), opens ? Expanded : Collapsed);
  // VS Code keeps what the user opened for as long as the id is the same.
  item.id = `${shown.status === 'ended' ? 'ended' : 'item'} ${resource.key}${isBlocked ? ' blocked' : ''}`;
  item.contextValue = `;planned;${shown.status};`;
  const what = parent === undefined ? resource.kind.noun : vscode.l10n.t('{0} of {1}', resource.kind.noun, parent);
  // A side bar cuts off the end: what distinguishes the row comes before its type.
  item.description = [difference, status, cost?.short, ...values, what]
    .filter((part) => part !== undefined)
    .join(' · ');
  item.iconPath = rowIconOf(shown.phaseOf(planned), outcome, worst, resource.kind.icon, shown);
  item.tooltip = [label, ...values].join('\n');
  const spoken = [label, resource.kind.noun, ...values, status, cost?.words];
  item.accessibilityInformation = { label: spoken.filter(Boolean).join(', ') };
  if (shown.status === 'open') {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = {
      state: shown.isChosen(planned) ? Checked : Unchecked,
      tooltip: shown.isChosen(planned)
        ? vscode.l10n.t('Leave it out, with all that needs it')
        : vscode.l10n.t('Include it, with all that it needs'),
    };
  }
  return item;
}

/** Returns a word or two: `blocked`, `2 warnings`, `deleting`, `denied`. */
function statusLabel(planned: PlanItem, shown: ShownPlan): string | undefined {
  const { progressive, participle } = verbForms(planned.resource.kind.action.verb);
  const outcome = shown.outcomeOf(planned);
  if (outcome) return outcomeLabel(outcome.kind, participle);
  if (shown.status !== 'open') return phaseLabel(shown.phaseOf(planned), progressive);
  if (!shown.isChosen(planned)) return vscode.l10n.t('left out');
  const count = (wanted: EvidenceLevel) => planned.evidence.filter(({ level }) => level === wanted).length;
  if (count('blocker') > 0) return vscode.l10n.t('blocked');
  const warnings = count('warning');
  if (warnings > 0) return warnings === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warnings);
  return count('unknown') > 0 ? vscode.l10n.t('not certain') : undefined;
}

function phaseLabel(phase: Phase | undefined, progressive: string): string {
  switch (phase) {
    case undefined:
    case 'queued':
      return vscode.l10n.t('waiting for its turn');
    case 'checking':
      return vscode.l10n.t('checking');
    case 'sending':
      return progressive;
    case 'retrying':
      return vscode.l10n.t('retrying, AWS still counts deleted dependencies');
    case 'waiting':
      return vscode.l10n.t('{0}, waiting for AWS', progressive);
  }
}

function rowIconOf(
  phase: Phase | undefined,
  outcome: Outcome | undefined,
  worst: EvidenceLevel | undefined,
  icon: string,
  shown: ShownPlan,
): vscode.ThemeIcon {
  if (outcome) return outcomeIcon(outcome.kind);
  if (shown.status !== 'open')
    return rowIcon(phase && phase !== 'queued' ? 'loading~spin' : 'circle-outline', undefined);
  return worst ? rowIcon(...LEVEL_ICONS[worst]) : new vscode.ThemeIcon(icon);
}

/** Returns its row. The words of a severity are part of the text. */
export function planLineItem({ text, level }: PlanLineNode): vscode.TreeItem {
  const item = new vscode.TreeItem(escapeInvisible(text), None);
  item.contextValue = ';line;';
  item.iconPath = level ? rowIcon(...LEVEL_ICONS[level]) : new vscode.ThemeIcon('info');
  item.tooltip = escapeInvisible(text);
  return item;
}
