import type { Journal } from '../../deletion/journal/journal.ts';
import type { CreatorService } from '../../inventory/creators/creatorService.ts';
import type { DetailsDocumentProvider } from '../../views/documents/detailsDocumentProvider.ts';
import { resourceOf } from '../selectedResources.ts';
import { knownCreator } from './lookUpCreator.ts';

/** Dependencies of **Show Details**. */
export interface DetailsDeps {
  readonly creators: CreatorService;
  readonly details: DetailsDocumentProvider;
  readonly journal: Journal;
}

/** Shows the description, the evidence, the creator and the history of a resource: **Show Details**. */
export async function showDetails(node: unknown, { creators, details, journal }: DetailsDeps): Promise<void> {
  const resource = resourceOf(node);
  if (resource) await details.show(resource, knownCreator(resource, creators), await journal.entries());
}
