/** Where a window can be killed: before anything, after each line of the journal, and while it watches. */
export const KILL_STEPS = ['locked', 'intended', 'called', 'sent', 'responded', 'waiting'] as const;

/** One of them. */
export type KillStep = (typeof KILL_STEPS)[number];

/** What a window that is to be killed gets. */
export interface KillOrder {
  readonly config: string;
  readonly credentials: string;
  readonly home: string;
  /** The storage directory, with the journal in it. */
  readonly storage: string;
  /** Where it stands still and waits for its end; nowhere if left out. */
  readonly stand?: KillStep;
  readonly resources: readonly { readonly kind: string; readonly id: string }[];
}

/** What such a window says: which resource has got where, or that it has come to an end. */
export interface KillWord {
  readonly key: string;
  readonly step: KillStep | 'completed';
}
