import { t } from '@vscode/l10n';
import { serviceExistsIn } from '../../aws/regions/regions.ts';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { listsForUsage } from '../../catalog/usage/index.ts';
import type { Listing } from '../listing/listKind.ts';

/** The listings of one account, by type and Region, and what they lack. */
export class AccountListings {
  readonly listings: readonly Listing[];
  readonly #byKind = new Map<string, Map<string, Listing>>();
  readonly #regions = new Set<string>();
  /** The first gap in the lists that a type needs in a Region, by both. */
  readonly #gaps = new Map<Kind, Map<string, string | undefined>>();

  constructor(listings: readonly Listing[]) {
    this.listings = listings;
    for (const listing of listings) {
      const { kind, target } = listing;
      const regions = this.#byKind.get(kind.id) ?? new Map<string, Listing>();
      this.#byKind.set(kind.id, regions.set(target.region, listing));
      this.#regions.add(target.region);
    }
  }

  /** Returns the listings of a type. */
  of(kindId: string): readonly Listing[] {
    return [...(this.#byKind.get(kindId)?.values() ?? [])];
  }

  /** Returns why one of the lists proves nothing for a resource type in a Region; undefined where all are complete. */
  gap(candidate: Kind, region: string): string | undefined {
    const gaps = this.#gaps.get(candidate) ?? new Map<string, string | undefined>();
    this.#gaps.set(candidate, gaps);
    if (!gaps.has(region)) gaps.set(region, this.#findGap(candidate, region));
    return gaps.get(region);
  }

  #findGap(candidate: Kind, region: string): string | undefined {
    for (const id of listsForUsage(candidate)) {
      const kind = kindById(id);
      // Whatever refers to something global may be in any Region.
      for (const place of candidate.global ? this.#regions : [region]) {
        const gap = kind && this.#gapOf(kind, place);
        if (gap !== undefined) return gap;
      }
    }
    return undefined;
  }

  #gapOf(kind: Kind, region: string): string | undefined {
    if (serviceExistsIn(kind.service, region) === 'no' && kind.homeRegion === undefined) return undefined;
    const regions = this.#byKind.get(kind.id);
    const listing = kind.global ? [...(regions?.values() ?? [])][0] : regions?.get(kind.homeRegion ?? region);
    if (!listing) {
      return kind.homeRegion === undefined
        ? t('{0} were not listed', kind.pluralNoun)
        : t('{0} of {1} were not listed', kind.pluralNoun, kind.homeRegion);
    }
    const [failure] = listing.failures;
    return failure && t('{0} could not be listed: {1}', kind.pluralNoun, failure.name);
  }
}
