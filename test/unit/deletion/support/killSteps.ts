/** Where a window can be killed: before anything, after each line of the journal, and while it watches. */
export const KILL_STEPS = ['claimed', 'intended', 'called', 'sent', 'answered', 'settling'] as const;

/** One of them. */
export type KillStep = (typeof KILL_STEPS)[number];

/** What a window that is to be killed gets. */
export interface KillOrder {
  readonly config: string;
  readonly credentials: string;
  readonly home: string;
  readonly journal: string;
  readonly step: KillStep;
  readonly resources: readonly { readonly kind: string; readonly id: string }[];
}
