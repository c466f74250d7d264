import { excludedOperationsPage } from './excludedOperationsPage.ts';
import { resourceTypesPage } from './resourceTypesPage.ts';

/** The pages that are made of the catalogue: their paths, and what makes them. */
export const GENERATED_PAGES: Readonly<Record<string, () => string>> = {
  'docs/RESOURCE-TYPES.md': resourceTypesPage,
  'docs/excluded-operations.md': excludedOperationsPage,
};
