import { perObject } from '../../common/perObject.ts';
import { shortenHex } from '../../common/text/displayText.ts';
import { PRICE_RULES } from '../../catalog/prices/index.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { namesakeDifferences } from '../../inventory/namesakes.ts';
import { rowLabel, type Resource } from '../../inventory/resource.ts';
import type { UsageService } from '../../inventory/usage/usageService.ts';
import { usageTexts } from '../../inventory/usage/usageText.ts';
import { costDetail, costLabel, sumLabel, type CostLabel } from '../../pricing/costText.ts';
import type { PriceService } from '../../pricing/priceService.ts';
import { knownResources, listingStates } from './kindCounts.ts';
import type { KindNode } from './nodes.ts';
import type { RowNote } from './rowText.ts';
import { isLongName, shortNames } from './shortNames.ts';
import type { ViewState } from './viewState.ts';

/** Returns whether a resource has a name besides its id, and a long one: of 50,000 names, most are not. */
const hasLongName = (id: string, name: string | undefined): name is string =>
  name !== undefined && name !== id && isLongName(name);

/** The short labels of the rows of a list. */
const shortNamesOf = perObject((resources: readonly Resource[]) =>
  shortNames(resources.flatMap(({ id, name }) => (hasLongName(id, name) ? [shortenHex(name)] : []))),
);

/** So many characters have a number that rows shorten: see `shortenHex`. */
const SHORTENED = 20;

/** Returns the label of a row; undefined where it is the id, which no other row has. A short name is not searched for numbers. */
function labelOf(resource: Resource): string | undefined {
  const { kind, name } = resource;
  if (kind.shortLabel) return rowLabel(resource);
  return name === undefined || name.length < SHORTENED ? name : shortenHex(name);
}

/** What distinguishes the rows of a list that have the same label. Labels of different long names differ: see {@link shortNames}. */
const differencesOf = perObject((resources: readonly Resource[]) =>
  namesakeDifferences(resources, labelOf, ({ id, target: { region } }) => ({ id, region })),
);

/** Returns the short label of a long name, which differs from those of the other rows of its list. */
function shortName({ id, name, kind }: Resource, list: readonly Resource[]): string | undefined {
  return kind.shortLabel || !hasLongName(id, name) ? undefined : shortNamesOf(list).get(shortenHex(name));
}

/** Dependencies of the notes. */
export interface RowNotesDeps {
  readonly inventory: Inventory;
  readonly viewState: ViewState;
  /** What uses the resources, where the filter asks for it. */
  readonly usage: Pick<UsageService, 'usageOf' | 'onDidChange'>;
  readonly prices: Pick<PriceService, 'costOf' | 'onDidChange' | 'sum' | 'version'>;
}

/**
 * What rows show beyond AWS's descriptions: what uses a resource, and what it costs, as far as a search has found it
 * out.
 */
export class RowNotes {
  readonly #deps: RowNotesDeps;

  constructor(deps: RowNotesDeps) {
    this.#deps = deps;
  }

  /** Calls a listener whenever rows show something else. Returns a function that stops it. */
  onDidChange(listener: () => void): () => void {
    const { usage, prices, viewState } = this.#deps;
    const stops = [
      usage.onDidChange(() => {
        if (viewState.filter?.asksUsage) listener();
      }),
      prices.onDidChange(listener),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Returns what the row of a resource shows beyond its description. */
  of(resource: Resource, now: number): RowNote {
    const { usage, prices, viewState } = this.#deps;
    const use = viewState.filter?.asksUsage ? usage.usageOf(resource) : undefined;
    const cost = prices.costOf(resource);
    const list = this.#listOf(resource);
    return {
      label: shortName(resource, list),
      difference: differencesOf(list).get(resource)?.join(' · '),
      cost: cost && costLabel(cost),
      usage: use ? usageTexts(use, now) : [],
    };
  }

  #listOf({ kind, target }: Resource): readonly Resource[] {
    const { listing, partial = [] } = this.#deps.inventory.state(kind, target);
    return listing?.resources ?? partial;
  }

  /** Returns the cost of a resource for its tooltip, or why there is none. */
  costDetail(resource: Resource): string | undefined {
    const cost = this.#deps.prices.costOf(resource);
    return cost && costDetail(cost);
  }

  /** Returns what the shown resources of types cost together, once prices are known. */
  sumOf(nodes: readonly KindNode[], now: number): CostLabel | undefined {
    const { inventory, prices, viewState } = this.#deps;
    if (prices.version === 0) return undefined;
    const known = nodes
      .filter(({ kind }) => PRICE_RULES.has(kind.id))
      .flatMap((node) => listingStates(node, inventory).map((state) => knownResources(state, node) ?? []));
    const { filter } = viewState;
    return sumLabel(prices.sum(known.flatMap((all) => (filter ? filter.apply(all, now).shown : all))));
  }
}
