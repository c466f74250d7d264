import assert from 'node:assert/strict';
import path from 'node:path';
import { config } from '@vscode/l10n';
import { after, before, describe, it } from 'mocha';
import { ROOT, readJson } from '../../scripts/lib/run.mjs';
import { localizedManifest } from '../../scripts/lib/manifest.ts';
import type { Verb } from '../../src/catalog/model/deleteAction.ts';
import { KINDS } from '../../src/catalog/index.ts';
import { confirmationDialog } from '../../src/deletion/presentation/confirmationText.ts';
import { bulkDialog } from '../../src/deletion/presentation/bulkDialog.ts';
import { reportSentence } from '../../src/deletion/presentation/planReport.ts';
import { planTitle } from '../../src/deletion/presentation/planSummary.ts';
import { restoreConfirmation } from '../../src/deletion/presentation/restoreConfirmationText.ts';
import { createRestorePlan } from '../../src/deletion/restore/restorePlan.ts';
import { typedConfirmationFor } from '../../src/deletion/presentation/typedConfirmation.ts';
import { planDocument } from '../../src/deletion/presentation/planDocument.ts';
import { verbForms } from '../../src/deletion/presentation/phrases.ts';
import { relativeTime } from '../../src/common/text/relativeTime.ts';
import { CASES, planOf } from './deletion/support/deletionHarness.ts';
import { TestEnvironment } from './support/testEnvironment.ts';

const [PEER] = CASES;
const MINUTE = 60_000;

interface Titled {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly title: string }[] };
}

describe('the German texts', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
    config({ contents: readJson(path.join(ROOT, 'l10n/bundle.l10n.de.json')) as Record<string, string> });
  });
  after(async () => {
    config({ contents: {} });
    await world.close();
  });

  it('of the confirmation have the verb last, and keep the names of AWS', async () => {
    const peers = [await world.find(PEER.kind, 'edge-fw-1'), await world.find(PEER.kind, 'edge-fw-2')];
    const now = Date.now();
    const { items } = planOf(peers, now);
    const [first] = items;
    assert.ok(first);
    const one = confirmationDialog([first], now);
    assert.equal(one.title, 'Route server peer "edge-fw-1" löschen?');
    assert.equal(one.button, 'Route Server Peer löschen');
    assert.match(one.detail, /^Profil dev · Konto 111122223333 · eu-west-1$/m);
    const many = confirmationDialog(items, now);
    assert.equal(many.title, '2 route server peers löschen?');
    assert.equal(many.button, '2 Route Server Peers löschen');
    const { expected, prompt } = typedConfirmationFor(items, 'always') ?? {};
    assert.equal(
      prompt,
      `Geben Sie ${expected} ein, um im Konto 111122223333 zu bestätigen. Groß- und Kleinschreibung zählt.`,
    );
  });

  it('of titles begin with a capital letter, and of counts suit one as well', async () => {
    const peers = [await world.find(PEER.kind, 'edge-fw-1'), await world.find(PEER.kind, 'edge-fw-2')];
    const plan = planOf(peers);
    const [first, second] = plan.items;
    assert.ok(first && second);
    const asked = new Set([first.resource.key]);
    assert.equal(planTitle(plan.items, asked), 'Route server peer "edge-fw-1" löschen, mit 1 Abhängigkeit');
    const restore = createRestorePlan(first.resource);
    assert.equal(restoreConfirmation(restore, 0).title, 'Route server peer "edge-fw-1" wiederherstellen?');
    assert.match(restoreConfirmation(restore, 0, 'readOnly').title, /^Route server peer /);
    assert.equal(
      reportSentence(plan, [{ kind: 'deleted' }, { kind: 'deleted' }], asked),
      `Gelöscht: route server peer edge-fw-1 (${first.resource.id}) und 1 Abhängigkeit im Konto 111122223333.`,
    );
    const blocked = { level: 'blocker', text: 'Geschützt.', check: 'x', operation: 'x' } as const;
    const { title } = bulkDialog([{ ...first, evidence: [blocked] }, second], {});
    assert.equal(title, 'Kann jetzt nicht gelöscht werden: 1 von 2 route server peers');
  });

  it('of a plan are translated, except its scripts', async () => {
    const now = Date.now();
    const text = planDocument(planOf([await world.find(PEER.kind, 'edge-fw-1')], now - 3 * MINUTE), now);
    assert.match(text, /^# 1 Ressource im Konto 111122223333 löschen$/m);
    assert.match(text, /^\| 1 \| route server peer edge-fw-1 .* löschen \|/m);
    assert.match(text, /Erstellt .+ UTC \(vor 3 Minuten\)\./);
    assert.match(text, / && aws ec2 delete-route-server-peer /);
  });

  it('of relative times follow the language of the sentence', () => {
    assert.equal(relativeTime(new Date(0), 5 * MINUTE), 'vor 5 Minuten');
    assert.equal(relativeTime(new Date(0), 5 * MINUTE, 'en'), '5 minutes ago');
    assert.equal(relativeTime(new Date(0), 0), 'jetzt');
  });

  it('of verbs are unique, and the same in menus and confirmations', () => {
    const { contributes } = localizedManifest('de') as Titled;
    const verbs: readonly Verb[] = [...new Set(KINDS.map(({ action }) => action.verb))];
    for (const verb of verbs) {
      const title = contributes.commands.find(({ command }) => command === `teardown.${verb}Resource`)?.title;
      assert.equal(title?.toLowerCase(), `${verbForms(verb).imperative}…`, verb);
    }
    assert.equal(new Set(verbs.map((verb) => verbForms(verb).imperative)).size, verbs.length);
  });
});
