import type { FilterContext } from '../inventory/query/usageTerms.ts';
import { managersOf, ownersOf } from '../inventory/owners.ts';
import { availableActions, type Resource } from '../inventory/resource.ts';
import type { UsageService } from '../inventory/usage/usageService.ts';
import { usageText } from '../inventory/usage/usageText.ts';
import { exportedPrice } from '../pricing/costText.ts';
import type { PriceService } from '../pricing/priceService.ts';
import { referenceResult } from './toolResponse.ts';

/** What a listed resource is described with. */
export interface ListedResourceDeps {
  readonly usage: UsageService;
  readonly prices: Pick<PriceService, 'costOf' | 'load'>;
  /** What words about use, owners and costs in a filter rest on. */
  readonly filterContext: FilterContext;
}

/** Returns a resource with what its tags name as owner and tool, and with the other actions that apply to it now. */
export function listedResource(resource: Resource, { filterContext }: ListedResourceDeps): object {
  const { state, created } = resource;
  const further = availableActions(resource)
    .slice(1)
    .map(({ kind }) => kind.id);
  const owners = ownersOf(resource, filterContext.ownerTags()) ?? [];
  const managers = managersOf(resource) ?? [];
  return {
    ...referenceResult(resource),
    ...(state !== undefined && { state }),
    ...(created && { created: created.toISOString() }),
    ...(owners.length > 0 && { owners }),
    ...(managers.length > 0 && { managedBy: managers.map(({ name, unit }) => ({ tool: name, tag: unit })) }),
    ...(further.length > 0 && { alsoPossible: further }),
  };
}

/** Returns whether something uses a resource, and what shows it. */
export function usageResult(resource: Resource, { usage }: ListedResourceDeps, now: number): object {
  const found = usage.usageOf(resource);
  return found ? { usage: found.word, reason: usageText(found, now) } : {};
}

/** Returns the list price of a resource for a month, without usage, discounts and tax; nothing where it is not known. */
export function priceResult(resource: Resource, { prices }: ListedResourceDeps): object {
  const price = exportedPrice(prices.costOf(resource));
  return price === undefined ? {} : { monthlyListPrice: price };
}
