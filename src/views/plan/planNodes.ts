import type { EvidenceLevel } from '../../catalog/model/evidence.ts';
import type { PlanItem } from '../../deletion/planning/plan.ts';

/** Items that are deleted at the same time. */
export class StageNode {
  /** From 1. */
  readonly number: number;
  readonly items: readonly PlanItem[];

  constructor(number: number, items: readonly PlanItem[]) {
    this.number = number;
    this.items = items;
  }
}

/** The items of an executed plan that ended alike. */
export class ResultNode {
  readonly result: 'left' | 'deleted';
  readonly items: readonly PlanItem[];

  constructor(result: 'left' | 'deleted', items: readonly PlanItem[]) {
    this.result = result;
    this.items = items;
  }
}

/** A resource of the plan. */
export class PlanItemNode {
  readonly item: PlanItem;
  readonly parent: StageNode | ResultNode | undefined;

  constructor(item: PlanItem, parent?: StageNode | ResultNode) {
    this.item = item;
    this.parent = parent;
  }
}

/** A line under a resource: a finding, what it needs, whether it can be restored, what it costs, or why it is left. */
export class PlanLineNode {
  readonly text: string;
  /** The severity; undefined for a plain fact. */
  readonly level: EvidenceLevel | undefined;
  readonly parent: PlanItemNode;

  constructor(text: string, level: EvidenceLevel | undefined, parent: PlanItemNode) {
    this.text = text;
    this.level = level;
    this.parent = parent;
  }
}

/** A row of the Plan view. */
export type PlanNode = StageNode | ResultNode | PlanItemNode | PlanLineNode;
