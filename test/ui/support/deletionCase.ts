import type { Fields, ServiceName } from '../../../sandbox/types.ts';

/** What the user must see of a resource and its deletion, and what AWS must receive. */
export interface DeletionCase {
  /** The kind's row. */
  readonly kind: string;
  /** The resource's row. */
  readonly label: string;
  readonly description: string;
  /** Every line that the tooltip must have. */
  readonly tooltip: readonly string[];
  /** The whole context menu. */
  readonly menu: readonly string[];
  readonly dialog: { readonly message: string; readonly detail: readonly string[]; readonly button: string };
  /** What has to be typed after the dialog, where the risk is grave; `a code` where the name is too long to type. */
  readonly typed?: string;
  /** What stands in the row while it goes. */
  readonly progress: string;
  readonly toast: string;
  readonly service: ServiceName;
  readonly channelService: string;
  readonly operation: string;
  readonly input: Fields;
  /** What the comment line calls it. */
  readonly subject: string;
}
