import type { FaultEffect } from '../../../../sandbox/types.ts';
import type { OutcomeKind } from '../../../../src/deletion/execution/outcome.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';
import type { MemoryJournal } from './memoryJournal.ts';
import type { Case, HarnessOptions } from './deletionHarness.ts';

/** The expected end of a deletion. */
export interface Ending {
  readonly outcome: OutcomeKind;
  /** The text that the user reads, with `…` for what differs between cases; undefined if there is none. */
  readonly sees?: string;
  /** The number of delete requests that AWS receives; `executed` of them it executes. */
  readonly sent: number;
  readonly executed: number;
}

/** A fault, and how deletions end under it. */
export interface Fault {
  /** The name in docs/RELIABILITY.md. */
  readonly name: string;
  /** The fault of the delete request. */
  readonly effect?: (its: Case) => FaultEffect;
  readonly timing?: { readonly from?: number; readonly to?: number };
  /** Prepares the sandbox before the plan. */
  readonly before?: (world: TestEnvironment, its: Case, resource: Resource) => Promise<void>;
  /** Changes the sandbox between the dialog and the request. */
  readonly between?: (world: TestEnvironment, its: Case, resource: Resource) => Promise<unknown>;
  /** Replaces parts of the harness, for faults of this machine. */
  readonly parts?: (world: TestEnvironment, operations: readonly string[]) => HarnessOptions;
  readonly journal?: (journal: MemoryJournal) => void;
  /** Set if the fault of one resource ends it for the resources after it. */
  readonly alone?: true;
  readonly ends: (its: Case) => Ending;
}

/** Returns the service of a case. */
export function service({ kind }: Case): string {
  return kind.split('.')[0] ?? '';
}

/** Returns the IAM action of a case's delete request. */
export function action(its: Case): string {
  return `${service(its)}:${its.operation}`;
}
