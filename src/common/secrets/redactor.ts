import { REDACTED } from './redacted.ts';
import { redactSecrets } from './redactSecrets.ts';

/** Something that must not be read in a report, and what it is. */
export interface SensitiveTerm {
  readonly text: string;
  readonly category: 'account' | 'address' | 'host' | 'key' | 'mail' | 'name' | 'profile' | 'resource' | 'user';
}

/** A placeholder, or several words of which each is one: what was redacted already stays as it is. */
const PLACEHOLDER = /^(account|address|host|key|mail|name|profile|resource|user)-\d+$/;

/** Words that settings and messages have in quotation marks and that are no names. */
const ALLOWED_QUOTED = new Set([
  'always',
  'byRisk',
  'confirm',
  'false',
  'readOnly',
  'region',
  'service',
  'true',
  REDACTED,
]);

/**
 * What AWS and people write, in the order in which it is looked for. The first has request ids, which support needs and which name
 * nothing.
 */
const PATTERNS: readonly (readonly [
  pattern: string,
  as: SensitiveTerm['category'] | 'arn' | 'kept' | 'quoted' | 'secret',
])[] = [
  [String.raw`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`, 'kept'],
  [String.raw`\barn:[\w-]*:[^\s"'()<>,]+`, 'arn'],
  [String.raw`-----BEGIN [^]*?(?:-----END [A-Z ]+-----|$)`, 'secret'],
  [String.raw`(?<=encoded authorization failure message:\s*)\S+`, 'secret'],
  [String.raw`(?<=(?:secret|token|password|signature|authorization)[\w-]*["']?\s*[=:]\s*)[^\s,;]+`, 'secret'],
  [String.raw`\b(?:A3T|ABIA|ACCA|AGPA|AIDA|AKIA|ANPA|ANVA|AROA|ASCA|ASIA)[A-Z0-9]{12,}\b`, 'key'],
  [String.raw`(?<![\w+/=-])[\w+/=-]{40,}(?![\w+/=-])`, 'secret'],
  [String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`, 'mail'],
  [String.raw`(?<!\d)\d{12}(?!\d)`, 'account'],
  [String.raw`(?<![\w.])(?!127\.0\.0\.1\b)\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)`, 'address'],
  [String.raw`(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}(?::[0-9a-f]{1,4})*(?![\w:])`, 'address'],
  [String.raw`(?<![\w-])[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?=[a-z]*\d)[0-9a-f]{8,17}(?![\w-])`, 'resource'],
  [String.raw`(?<![\w-])dx[a-z]+-[a-z0-9]{8}(?![\w-])`, 'resource'],
  [String.raw`"[^"\n]{1,300}"`, 'quoted'],
];

/** One expression for all of them: what one has found is not searched by the next. */
const COMBINED_PATTERN = new RegExp(PATTERNS.map(([pattern], index) => `(?<p${index}>${pattern})`).join('|'), 'giu');

/**
 * Makes texts that can be shown to strangers: accounts, ARNs, ids, names and addresses become placeholders, the same one each time
 * for the same thing, and secrets go altogether. It takes out too much rather than too little: whatever stands in quotation marks is
 * a name.
 */
export class Redactor {
  readonly #known: () => Iterable<SensitiveTerm>;
  readonly #home: string;
  readonly #terms = new Map<string, SensitiveTerm['category']>();
  /** What is to be learned yet. */
  readonly #pending: Iterator<SensitiveTerm>[] = [];
  readonly #placeholders = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /**
   * `known` returns the names that are known now and that no pattern would find. `home` is the user's home folder, which
   * becomes `~`.
   */
  constructor(known: () => Iterable<SensitiveTerm>, home: string) {
    this.#known = known;
    this.#home = home;
  }

  /**
   * Adds names to all that is redacted from now on: what was listed once may be mentioned when it is known no longer.
   * They are read when something is redacted, or in {@link Redactor.indexPending}: a long list would block the thread.
   */
  addTerms(words: Iterable<SensitiveTerm>): void {
    this.#pending.push(words[Symbol.iterator]());
  }

  /** Indexes some of the added names: at most `most`; by default all. Returns whether there are more. */
  indexPending(most = Number.POSITIVE_INFINITY): boolean {
    for (let count = 0; count < most; count++) {
      const [words] = this.#pending;
      if (!words) return false;
      const next = words.next();
      if (next.done === true) this.#pending.shift();
      else this.#terms.set(next.value.text, next.value.category);
    }
    return this.#pending.length > 0;
  }

  /**
   * Redacts a text with placeholders. What was redacted already stays as it is. `more` are names beside those that were
   * added.
   */
  redact(text: string, more: Iterable<SensitiveTerm> = []): string {
    this.indexPending();
    const safe = redactSecrets(text);
    const atHome = this.#home.length > 1 ? safe.replaceAll(this.#home, '~') : safe;
    const here: SensitiveTerm[] = [];
    for (const word of this.#known()) if (atHome.includes(word.text)) here.push(word);
    for (const [name, category] of this.#terms) if (atHome.includes(name)) here.push({ text: name, category });
    for (const word of more) if (atHome.includes(word.text)) here.push(word);
    return this.#withoutPatterns(this.#withoutNames(atHome, here));
  }

  #withoutNames(text: string, words: readonly SensitiveTerm[]): string {
    const here = words.filter((word) => word.text !== '');
    // The longest first: of "edge" and "edge-fw-1" the whole name is one thing.
    const longestFirst = here.sort((a, b) => b.text.length - a.text.length);
    return longestFirst.reduce(
      (rest, word) => rest.replace(wholeWord(word.text), () => this.#placeholder(word.text, word.category)),
      text,
    );
  }

  #withoutPatterns(text: string): string {
    return text.replace(COMBINED_PATTERN, (found: string, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      const index = PATTERNS.findIndex((_, number) => groups[`p${number}`] !== undefined);
      const as = PATTERNS[index]?.[1] ?? 'secret';
      switch (as) {
        case 'kept':
          return found;
        case 'secret':
          return REDACTED;
        case 'arn':
          return this.#arn(found);
        case 'quoted':
          return this.#quoted(found);
        default:
          return this.#placeholder(found, as);
      }
    });
  }

  /** Redacts an ARN. It keeps what it is about: partition, service and Region. */
  #arn(arn: string): string {
    const [start = '', partition = '', service = '', region = '', account = '', ...resource] = arn.split(':');
    const [, type = '', id = ''] = /^([a-z-]+[:/])?([^]*)$/u.exec(resource.join(':')) ?? [];
    const owner = account === '' || account === 'aws' ? account : this.#placeholder(account, 'account');
    return [start, partition, service, region, owner, type + this.#placeholder(id, 'resource')].join(':');
  }

  #quoted(found: string): string {
    const inside = found.slice(1, -1);
    return ALLOWED_QUOTED.has(inside) ? found : `"${this.#placeholder(inside, 'name')}"`;
  }

  #placeholder(text: string, as: SensitiveTerm['category']): string {
    if (text === '' || PLACEHOLDER.test(text)) return text;
    const known = this.#placeholders.get(text);
    if (known !== undefined) return known;
    const count = (this.#counts.get(as) ?? 0) + 1;
    this.#counts.set(as, count);
    const placeholder = `${as}-${count}`;
    this.#placeholders.set(text, placeholder);
    return placeholder;
  }
}

/** Returns a pattern that matches a word where it is no part of a longer one. */
function wholeWord(text: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}_-])`, 'gu');
}
