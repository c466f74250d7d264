import { reliabilityPage } from '../../test/unit/deletion/support/reliabilityPage.ts';
import { excludedOperationsPage } from './excludedOperationsPage.ts';
import { pricesPage } from './pricesPage.ts';
import { resourceTypesPage } from './resourceTypesPage.ts';
import { truthPage } from './truthPage.ts';
import { unusedPage } from './unusedPage.ts';

/**
 * The pages generated from the catalog and the tests' data: the path, and a function from the current page to the new
 * one.
 */
export const GENERATED_PAGES: Readonly<Record<string, (current: string) => string>> = {
  'docs/RESOURCE-TYPES.md': resourceTypesPage,
  'docs/excluded-operations.md': excludedOperationsPage,
  'docs/RELIABILITY.md': reliabilityPage,
  'docs/TRUTH.md': truthPage,
  'docs/UNUSED.md': unusedPage,
  'docs/PRICES.md': pricesPage,
};
