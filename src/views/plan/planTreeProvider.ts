import * as vscode from 'vscode';
import type { PlanItem } from '../../deletion/planning/plan.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { outcomeMessage, outcomeReason } from '../../deletion/presentation/outcomeMessages.ts';
import { findingLine, restorabilityLine } from '../../deletion/presentation/phrases.ts';
import { planStages } from '../../deletion/presentation/planSelection.ts';
import { isDeleted } from '../../deletion/presentation/planReport.ts';
import { distinctLabels, displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import { planRowDetails } from '../../deletion/presentation/rowLabels.ts';
import { restorabilityOf } from '../../deletion/restore/restorePlan.ts';
import type { Resource } from '../../inventory/resource.ts';
import { RefreshScheduler } from '../refreshScheduler.ts';
import type { CostLabel } from '../../pricing/costText.ts';
import type { PlanBoard } from './planBoard.ts';
import { planItemItem, planLineItem, resultItem, stageItem } from './planItems.ts';
import { PlanItemNode, PlanLineNode, ResultNode, StageNode, type PlanNode } from './planNodes.ts';
import type { ShownPlan } from './shownPlan.ts';

/** How long several changes of the plan are waited for: milliseconds. */
const REFRESH_DELAY_MS = 100;

/** How many dependencies a line names. */
const NAMES_SHOWN = 5;

/** Returns what a resource costs; undefined where that is not known. */
export type CostOf = (resource: Resource) => CostLabel | undefined;

/** What a row is called. */
interface RowNames {
  /** No two rows have the same. */
  readonly label: string | undefined;
  /** What it belongs to, where the plan has another one of the same name. */
  readonly parent: string | undefined;
  /** What distinguishes it from others of its type with the same name; undefined where there are none. */
  readonly difference: string | undefined;
  readonly values: readonly string[];
}

/** The plan before it is confirmed, its progress, and its report. */
export class PlanTreeProvider implements vscode.TreeDataProvider<PlanNode>, vscode.Disposable {
  readonly #board: PlanBoard;
  readonly #costOf: CostOf;
  readonly #accountLabel: AccountLabel | undefined;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #unsubscribe: () => void;
  /** What the rows of a plan are called, by the keys of their resources. */
  readonly #names = new WeakMap<readonly PlanItem[], ReadonlyMap<string, RowNames>>();
  readonly #refresh = new RefreshScheduler(() => {
    this.#changed.fire(undefined);
  });

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(board: PlanBoard, costOf: CostOf, accountLabel?: AccountLabel) {
    this.#board = board;
    this.#accountLabel = accountLabel;
    this.#costOf = costOf;
    this.#unsubscribe = board.onDidChange(() => {
      this.#refresh.schedule(REFRESH_DELAY_MS);
    });
  }

  dispose(): void {
    this.#refresh.dispose();
    this.#unsubscribe();
    this.#changed.dispose();
  }

  getChildren(node?: PlanNode): PlanNode[] {
    const shown = this.#board.current;
    if (!shown) return [];
    if (!node) return this.#roots(shown);
    if (node instanceof PlanItemNode) return lines(node, shown, this.#costOf);
    return node instanceof PlanLineNode ? [] : node.items.map((item) => new PlanItemNode(item, node));
  }

  getParent(node: PlanNode): PlanNode | undefined {
    return node instanceof PlanItemNode || node instanceof PlanLineNode ? node.parent : undefined;
  }

  getTreeItem(node: PlanNode): vscode.TreeItem {
    if (node instanceof PlanLineNode) return planLineItem(node);
    const shown = this.#board.current;
    if (!shown) return new vscode.TreeItem('');
    if (node instanceof StageNode) return stageItem(node, shown.plan.id);
    if (node instanceof ResultNode) return resultItem(node, shown.plan.id);
    const { resource } = node.item;
    const names = this.#namesOf(shown.items).get(resource.key);
    const { label = displayLabel(resource), parent, difference, values = [] } = names ?? {};
    return planItemItem(node, { label, shown, cost: this.#costOf(resource), parent, difference, values });
  }

  /** Returns the row of a resource of the plan in the view, by its key. */
  nodeOf(key: string): PlanItemNode | undefined {
    for (const root of this.getChildren()) {
      const nodes = root instanceof PlanItemNode ? [root] : this.getChildren(root);
      const found = nodes.find((node) => node instanceof PlanItemNode && node.item.resource.key === key);
      if (found instanceof PlanItemNode) return found;
    }
    return undefined;
  }

  #roots(shown: ShownPlan): PlanNode[] {
    const { items } = shown;
    if (shown.status === 'ended') return reportRoots(shown);
    const stages = planStages(items);
    return stages.length === 1
      ? items.map((item) => new PlanItemNode(item))
      : stages.map((stage, index) => new StageNode(index + 1, stage));
  }

  #namesOf(items: readonly PlanItem[]): ReadonlyMap<string, RowNames> {
    const known = this.#names.get(items);
    if (known) return known;
    const resources = items.map(({ resource }) => resource);
    const labels = distinctLabels(resources, this.#accountLabel);
    const details = planRowDetails(resources);
    const names = new Map(
      resources.map(({ key }, index): [string, RowNames] => {
        const { difference, values = [], parent } = details.get(key) ?? {};
        return [key, { label: labels[index], parent, difference, values }];
      }),
    );
    this.#names.set(items, names);
    return names;
  }
}

/** Returns what was asked for first, then what is left, then what was deleted. */
function reportRoots(shown: ShownPlan): PlanNode[] {
  const { items, asked } = shown;
  const first = items.filter(({ resource }) => asked.has(resource.key));
  const isApart = first.length < items.length;
  const others = isApart ? items.filter((item) => !first.includes(item)) : items;
  const left = others.filter((item) => !isDeleted(shown.outcomeOf(item)));
  const deleted = others.filter((item) => isDeleted(shown.outcomeOf(item)));
  return [
    ...(isApart ? first.map((item) => new PlanItemNode(item)) : []),
    ...(left.length > 0 ? [new ResultNode('left', left)] : []),
    ...(deleted.length > 0 ? [new ResultNode('deleted', deleted)] : []),
  ];
}

/**
 * Returns the lines under a resource: before its end the findings, and after it why it is left, or whether it can be restored. The findings
 * of before are no longer true then.
 */
function lines(node: PlanItemNode, shown: ShownPlan, costOf: CostOf): PlanLineNode[] {
  const { item } = node;
  const { resource, evidence } = item;
  const line = (text: string, level?: PlanLineNode['level']) => new PlanLineNode(text, level, node);
  const outcome = shown.outcomeOf(item);
  if (outcome && !isDeleted(outcome)) return [line(outcomeReason(resource, outcome), 'warning')];
  const cost = costOf(resource);
  const restorability = restorabilityOf(resource.kind, resource.entry);
  return [
    ...(outcome
      ? [line(outcomeMessage(resource, outcome), 'ok')]
      : [
          ...evidence.map(({ level, text }) => line(findingLine(level, text), level)),
          ...needsLine(item, shown.items).map((text) => line(text)),
        ]),
    line(restorabilityLine(restorability), restorability.level === 'none' ? 'warning' : 'ok'),
    ...(cost === undefined ? [] : [line(cost.words)]),
  ];
}

function needsLine({ dependsOn = [] }: PlanItem, items: readonly PlanItem[]): string[] {
  const needed = items.filter(({ resource }) => dependsOn.includes(resource.key));
  if (needed.length === 0) return [];
  const names = needed.slice(0, NAMES_SHOWN).map(({ resource }) => displayLabel(resource));
  return needed.length > NAMES_SHOWN
    ? [vscode.l10n.t('Deleted before it: {0} and {1} more', names.join(', '), needed.length - NAMES_SHOWN)]
    : [vscode.l10n.t('Deleted before it: {0}', names.join(', '))];
}
