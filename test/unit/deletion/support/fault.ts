import type { FaultEffect } from '../../../../sandbox/types.ts';
import type { OutcomeKind } from '../../../../src/deletion/execution/outcome.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';
import type { MemoryJournal } from './memoryJournal.ts';
import type { Case, HarnessOptions } from './deletionHarness.ts';

/** How one resource's removal has to end. */
export interface Ending {
  readonly outcome: OutcomeKind;
  /** What the user reads, `…` for what differs from case to case; undefined where nothing is said. */
  readonly sees?: string;
  /** How many removing calls arrive, and how many are carried out. */
  readonly sent: number;
  readonly executed: number;
}

/** Something that goes wrong, and what has to become of it. */
export interface Fault {
  /** As the table says it. */
  readonly name: string;
  /** What goes wrong with the removing call. */
  readonly effect?: (its: Case) => FaultEffect;
  readonly timing?: { readonly from?: number; readonly to?: number };
  /** What is so before the plan is drawn up. */
  readonly before?: (world: TestEnvironment, its: Case, resource: Resource) => Promise<void>;
  /** What happens between the dialog and the call. */
  readonly between?: (world: TestEnvironment, its: Case, resource: Resource) => Promise<unknown>;
  /** What is wrong on this machine. */
  readonly parts?: (world: TestEnvironment, operations: readonly string[]) => HarnessOptions;
  readonly journal?: (journal: MemoryJournal) => void;
  /** Set where one resource's fault heals those after it. */
  readonly alone?: true;
  readonly ends: (its: Case) => Ending;
}

/** The service of a case's kind. */
export function service({ kind }: Case): string {
  return kind.split('.')[0] ?? '';
}

/** The IAM action of a case's removing call. */
export function action(its: Case): string {
  return `${service(its)}:${its.operation}`;
}
