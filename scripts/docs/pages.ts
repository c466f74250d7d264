import { reliabilityPage } from '../../test/unit/deletion/support/reliabilityPage.ts';
import { excludedOperationsPage } from './excludedOperationsPage.ts';
import { pricesPage } from './pricesPage.ts';
import { resourceTypesPage } from './resourceTypesPage.ts';
import { truthPage } from './truthPage.ts';
import { unusedPage } from './unusedPage.ts';

/** The pages that are made of the catalog and of the tests' data: their paths, and what makes each from the page as it is. */
export const GENERATED_PAGES: Readonly<Record<string, (current: string) => string>> = {
  'docs/RESOURCE-TYPES.md': resourceTypesPage,
  'docs/excluded-operations.md': excludedOperationsPage,
  'docs/RELIABILITY.md': reliabilityPage,
  'docs/TRUTH.md': truthPage,
  'docs/UNUSED.md': unusedPage,
  'docs/PRICES.md': pricesPage,
};
