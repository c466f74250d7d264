import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { ROOT, readJson } from '../../../scripts/lib/run.mjs';
import { KINDS } from '../../../src/catalog/index.ts';
import { USAGE_RULES } from '../../../src/catalog/usage/index.ts';
import { configureCatalogTexts, translateCatalogText } from '../../../src/catalog/translate.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { resourceFrom } from '../../../src/inventory/resource.ts';
import { datedUsageText, usageTexts } from '../../../src/inventory/usage/usageText.ts';
import { randomFrom } from '../../../sandbox/random.ts';
import { SEED } from '../support/seed.ts';
import { DescriptionWriter } from './support/descriptions.ts';

const GERMAN = readJson(path.join(ROOT, 'l10n/catalog.l10n.de.json')) as Record<string, string>;
const TARGET = { identity: { accountId: '1' }, region: 'eu-west-1', endpoints: {} } as unknown as Target;
/** Matches words of English sentences that German ones do not have. */
const ENGLISH = /\b(the|its|it|they|them|cannot|deletes?|only|uses?|with|again|longer|and|is|are)\b/;

describe('the sentences of the catalog in German', () => {
  before(() => {
    configureCatalogTexts(GERMAN);
  });
  after(() => {
    configureCatalogTexts({});
  });

  for (const kind of KINDS)
    it(`are translated: ${kind.id} (TEARDOWN_SEED=${SEED})`, () => {
      const random = randomFrom(SEED);
      const texts = [kind.restorability.text];
      for (let round = 0; round < 10; round += 1) {
        const entries = new DescriptionWriter(kind.service, 'full', random).entries(kind);
        for (const entry of entries.filter((one) => resourceFrom(kind, TARGET, one)))
          texts.push(...kind.evidence.flatMap((rule) => rule.assess(entry, 0)?.text ?? []));
      }
      for (const text of new Set(texts)) {
        const translated = translateCatalogText(text);
        assert.notEqual(translated, text);
        assert.doesNotMatch(translated, ENGLISH, text);
      }
    });

  it('are translated for the usage of resources, in rows and in plans', () => {
    const reasons = new Set<string>();
    JSON.stringify([...USAGE_RULES.values()], (member, value: unknown) => {
      if ((member === 'reason' || member === 'unused') && typeof value === 'string') reasons.add(value);
      return value;
    });
    assert.ok(reasons.size > 100);
    for (const reason of reasons) {
      const [shown = ''] = usageTexts({ word: 'unused', reason }, 0);
      assert.notEqual(shown, reason);
      assert.doesNotMatch(shown, ENGLISH, reason);
      assert.equal(datedUsageText({ word: 'unused', reason }), shown);
    }
  });

  it('keep their values, and remain English without a translation', () => {
    assert.equal(translateCatalogText('It is attached to vpc-1. Detach it first.'), 'Die Ressource ist an vpc-1 angehängt. Trennen Sie sie zuerst.'); // prettier-ignore
    assert.equal(translateCatalogText('Nobody translated this.'), 'Nobody translated this.');
  });
});
