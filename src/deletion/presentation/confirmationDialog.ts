/** The dialog before a deletion or a restore. */
export interface ConfirmationDialog {
  /** The thing first: `Delete route server peer "edge-fw-1"?` */
  readonly title: string;
  /** Where it is, and what follows from it, a line each. */
  readonly detail: string;
  /** The label of the confirm button; undefined when the action is blocked. */
  readonly button?: string;
}
