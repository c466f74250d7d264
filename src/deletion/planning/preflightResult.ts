import type { Resource } from '../../inventory/resource.ts';
import type { Evidence } from './evidence.ts';

/** A resource as it is now, with what was requested about it beside its description. */
export interface PreflightItem {
  readonly resource: Resource;
  /** Evidence that does not lie in the description: permission, and whether the description is fresh. */
  readonly checks: readonly Evidence[];
}

/** What was gathered for a plan. */
export interface PreflightResult {
  readonly present: readonly PreflightItem[];
  /** Resources that no longer exist. */
  readonly deleted: readonly Resource[];
}
