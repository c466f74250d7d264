import { matchesWildcard } from '../../common/text/wildcard.ts';
import { sourceLabel } from '../../aws/identity/target.ts';

/** The aliases of accounts, as far as they are known. */
export interface KnownAliases {
  readonly known: readonly string[];
  /** Whether an account in use may have another one, which could not be read. */
  readonly isIncomplete: boolean;
}

/** None is known. */
export const NO_ALIASES: KnownAliases = { known: [], isIncomplete: false };

/** What the sources of credentials without a profile are called. */
const OTHER_SOURCES = (['environment', 'container'] as const).map((kind) => sourceLabel({ kind }));

/** Returns all names that are known, if a key is none of them. None if it is one, or if the profiles are not known. */
export function otherNames(
  key: string,
  profiles: readonly string[] | undefined,
  aliases: KnownAliases,
): readonly string[] {
  const known = profiles ? [...profiles, ...OTHER_SOURCES, ...aliases.known] : [];
  return known.some((name) => matchesWildcard(key, name)) ? [] : known;
}

/**
 * Returns whether a key names neither a profile, nor a source without one, an account ID or an alias.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html
 */
export function namesNothing(key: string, profiles: readonly string[]): boolean {
  if (/^[a-z\d*?](?:[a-z\d*?]|-(?!-))*$/.test(key)) return false;
  return ![...profiles, ...OTHER_SOURCES].some((name) => matchesWildcard(key, name));
}
