import { wildcardMatcher } from '../src/common/text/wildcard.ts';
import { growthExponent, type Figure } from './measurement.ts';

/** Patterns that make a backtracking search slow on a text of only `a`. */
const HOSTILE: readonly string[] = [
  '*a*a*a*a*a*a*a*a*b',
  `*${'a'.repeat(200)}b*`,
  `*${'a?'.repeat(100)}b*`,
  `${'?*'.repeat(90)}b`,
  `${'*'.repeat(2_000)}b`,
];
const PLAIN = 'a*b';
const LENGTHS = [50_000, 100_000, 200_000, 400_000] as const;
const READINGS = 9;

/** Measures hostile patterns, as a ratio to a plain one on the same text, and how the time grows with the text. */
export function measureWildcard(): Promise<Figure[]> {
  const longest = 'a'.repeat(LENGTHS[3]);
  const plain = wildcardMatcher(PLAIN);
  const figures = HOSTILE.flatMap((pattern) => {
    const matches = wildcardMatcher(pattern);
    const readings: number[] = [];
    const baseline: number[] = [];
    for (let turn = 0; turn < READINGS; turn += 1) {
      readings.push(elapsed(() => matches(longest)));
      baseline.push(elapsed(() => plain(longest)));
    }
    const points = LENGTHS.map((length) => {
      const text = 'a'.repeat(length);
      // The minimum, because garbage collection is not a property of the pattern.
      return [length, Math.min(...Array.from({ length: READINGS }, () => elapsed(() => matches(text))))] as const;
    });
    const shown = pattern.length > 24 ? `${pattern.slice(0, 12)}… (${pattern.length} characters)` : pattern;
    return [
      {
        name: `pattern ${shown}, ${LENGTHS[3]} characters`,
        unit: 'ms',
        readings,
        baseline: { what: `pattern ${PLAIN}`, readings: baseline },
        goal: 'at most 10 times',
      },
      {
        name: `growth of its time from ${LENGTHS[0]} to ${LENGTHS[3]}`,
        unit: '',
        readings: [growthExponent(points)],
        goal: 'exponent at most 1.5: 2 is quadratic',
      },
    ];
  });
  return Promise.resolve(figures);
}

function elapsed(work: () => boolean): number {
  const started = performance.now();
  if (work()) throw new Error('The pattern must not match.');
  return performance.now() - started;
}
