import { REDACTED } from './redacted.ts';

/**
 * Names of passwords in sentences, in several languages, the last ones in Russian, Chinese and Japanese. What a sentence has behind them is
 * rarely a name of its own.
 */
export const SPOKEN_PASSWORDS = String.raw`passw(?:or)?ds?|pass[-_ ]?phrases?|passcodes?|pass(?:wort|wörter)|kennw(?:ort|örter)|zugangscode|geheimzahl|mot de passe|contrase(?:ñ|n\u0303?)a|senha|wachtwoord|has[\u0142l]o|heslo|salasana|l[öo]senord|[\u015fs]ifre|adgangskode|jelsz[óo]|parola|\u03ba\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2|\ube44\ubc00\ubc88\ud638|\u043f\u0430\u0440\u043e\u043b\u044c|\u5bc6\u7801|\u5bc6\u78bc|\u30d1\u30b9\u30ef\u30fc\u30c9`;

/** Returns the names of keys, whose words are separated by `separator`: `pre-shared key`, `client_secret`. */
const keyNames = (separator: string): string =>
  String.raw`(?:pre${separator}shared|api|auth|client|private|secret(?:${separator}access)?|shared|signing|license|encryption|master)${separator}(?:key|secret)`;

/** Names of secrets that are abbreviated. */
const SHORT_NAMES = String.raw`(?<![\p{L}\d_])p(?:wd|sk)`;

/** Names of other secrets in sentences. A token of a parser and of a page of a list are none. */
const SPOKEN_KEYS = String.raw`${keyNames('[-_ ]?')}|${SHORT_NAMES}|(?:geheime[rn]?|private[rn]?|api)[- ]schlüssel|(?:zugangs|zugriffs)schlüssel|zugangsdaten|(?<!\b(?:next|unexpected|pagination|client|idempotency)[ _-]?)tokens?`;

/** Names of keys as programs write them, in one word: `authKey`, `client_secret`. No sentence has them without a value or a word for one. */
const JOINED_KEYS = String.raw`(?<![\p{L}\d])(?:${keyNames('_?')}|(?:bind|root|smtp|mail|db|user|require)_?p(?:ass|w)|masterauth|psksecret|[a-z\d]{1,30}_secret)|${SHORT_NAMES}`;

const NAMED_PHRASE = '(?:pass|recovery|seed|mnemonic)[-_ ]?phrase';

/** Names of secrets that are several words: an ordinary one of them is no sign of a sentence. */
const PHRASES = String.raw`${NAMED_PHRASE}|(?<!\p{L})mnemonic`;

/** Names that a sentence has before the name or the ARN of a secret, too. */
const LOOSE_NAMES = String.raw`(?<![\p{L}\w:])(?:secrets?|geheimnis|credentials?|pin)`;

/** Quotation marks and their like in several languages, by the first of each pair. ASCII's own are read elsewhere. */
const MARKS: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '”': '”',
  '‘': '’',
  '‚': '‘’',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '「': '」',
  '『': '』',
  '《': '》',
  '`': '`´',
};

const MARKED = Object.entries(MARKS)
  .map(([open, close]) => `${open}[^${close}\\n]{1,200}(?:[${close}]|$)`)
  .join('|');

const WORD = String.raw`(?=[\p{L}\d!#$*@^_])[^\s"'<>(){}[\],;\u201c\u201d\u201e\u2018\u2019\u201a«»\u2039\u203a\u300c\u300d\u300e\u300f\u300a\u300b\x60]{3,80}`;
/** The end of a sentence, of a line or of a text in quotation marks. */
const END = String.raw`(?=$|[\n"'<\\]|(?<=[.!?])\s)`;
const COPULA = String.raw`(?:is|was|are|were|equals|reads|lautete?|ist|war|sind|hei(?:ß|ss)t|est|era|es)(?:\s+(?:(?:set|changed|reset)\s+(?:from\s+\S{1,80}\s+)?to|now|still|nun|jetzt|noch))?`;
/** A phrase, to the end of its line. */
const PHRASE = new RegExp(
  String.raw`(?<start>${NAMED_PHRASE}["']?\s*[:=\uff1a]\s*)(?!<redacted>\s*$)[^\s"'<][^"'<\n]*`,
  'gi',
);

/** Whose the secret is, or what it is for: `of jane`, `that you sent`. */
const WHOSE = String.raw`(?:\s+(?:for|of|from|by|in|on|to|that|which|you|we|für|von|vom|des|der|aus|pour|de)(?:\s+[^\s.:;!?"'<>]{1,60}){1,4}?)?`;
const VERB = String.raw`(?:is|was|are|were|has|had|does|did|cannot|could|can|will|expired|failed|rejected|denied|invalid|wurde|wird|ist|war|hat|konnte|kann|passt|stimmt|gilt)\b`;
const ARROW = String.raw`\s*(?:[=~-]{1,4}>|<-|\.{3,80}:?|[:=\uff1a\u2192\u21d2\u279c\u2254\u2261|\u2502\u2503\u2551\u00a6])\s*|\s+[\u2013\u2014]\s+`;

const ALL_NAMES = `${SPOKEN_PASSWORDS}|${SPOKEN_KEYS}|${LOOSE_NAMES}`;
const FIRM_NAMES = `${SPOKEN_PASSWORDS}|${SPOKEN_KEYS}`;

const HAS_NAME = new RegExp(`${ALL_NAMES}|${PHRASES}|${JOINED_KEYS}|otp`, 'iu');

const sentence = (source: string): RegExp => new RegExp(source, 'giu');

/** Sentences with a secret in one word. What is in the group `word` may be an ordinary word instead. */
const SENTENCES: readonly RegExp[] = [
  // `the password for jane is hunter`, `Kennwort – hunter`, `token (hunter)`
  sentence(String.raw`(?<start>(?:${ALL_NAMES})${WHOSE}\s+${COPULA}(?:${ARROW}|\s+))(?<word>${WORD})`),
  sentence(String.raw`(?<start>(?:${ALL_NAMES})(?:${ARROW}))(?<word>${WORD})`),
  sentence(String.raw`(?<start>(?:${FIRM_NAMES})\s*[([{]\s*)(?<word>${WORD})(?=\s*[)\]}])`),
  // `your token abcdef was rejected`, `the password, hunter, is wrong`
  sentence(String.raw`(?<start>(?:${FIRM_NAMES})\s*[,:]?\s+)(?<word>${WORD})(?=\s*,?\s+${VERB})`),
  // `the password is wrong: hunter`, `set the password to hunter`, `password hunter for jane`
  sentence(
    String.raw`(?<start>(?:${FIRM_NAMES})\s+(?:\S{1,20}\s+){0,2}?(?:from|von)\s+)(?<word>${WORD})(?=\s+(?:to|into|zu|auf)\s)`,
  ),
  sentence(String.raw`(?<start>(?:${FIRM_NAMES})\s+${COPULA}\s+\p{L}{2,20}:\s+)(?<word>${WORD})${END}`),
  sentence(
    String.raw`(?<start>\b(?:re)?(?:set|chang(?:ed?|ing))\s+(?:(?:the|your|its|his|her)\s+)?(?:${FIRM_NAMES})\s+to\s+)(?<word>${WORD})${END}`,
  ),
  sentence(
    String.raw`(?<start>(?:${SPOKEN_PASSWORDS})\s+)(?<word>${WORD})(?=\s+(?:for|of|to|at|on|in|from|für|von|zu|auf|bei|gesetzt|geändert)\s)`,
  ),
  // `invalid password hunter`, at the end
  sentence(String.raw`(?<start>(?:${SPOKEN_PASSWORDS})\s+)(?<word>${WORD})${END}`),
  sentence(String.raw`(?<start>(?:${JOINED_KEYS})\s+)(?<word>${WORD})${END}`),
  // `the value hunter of PreSharedKey`, `the parameter PreSharedKey with value hunter`
  sentence(
    String.raw`(?<start>\bvalue\s+)(?<word>${WORD})(?=\s+(?:for|of|in|at)\s+(?:\p{L}{3,12}\s+)?["']?\p{L}{0,30}?(?:${FIRM_NAMES})(?!\p{L}))`,
  ),
  sentence(String.raw`(?<start>(?:${FIRM_NAMES})\s+(?:with|has)\s+(?:the\s+)?value\s+)(?<word>${WORD})`),
  sentence(String.raw`(?<start>(?:${SPOKEN_PASSWORDS})\s+)(?<word>${WORD})(?=\s+but\s)`),
  sentence(
    String.raw`(?<start>\b(?:wrong|invalid|bad|incorrect|rejected|falsche[sr]?|ungültige[sr]?)\s+(?:${ALL_NAMES})\s+)(?<word>${WORD})${END}`,
  ),
];

/** `hunter is not the right password`. */
const FIRST = sentence(
  String.raw`(?<![^\s"'>])(?<word>${WORD})(?=\s+(?:is|was|ist|war)\s+(?:not|no|nicht|kein)?\s*(?:(?:the|your|a|my|das|dein|ihr|mein)\s+)?(?:\p{L}+\s+)?(?:${SPOKEN_PASSWORDS})(?![\p{L}\d]))`,
);

/** `passphrase correct horse battery staple was rejected`, `the password is blue horse battery staple`; the first word may be cut already. */
const SEVERAL = String.raw`(?<words>(?:<redacted>|\p{L}{3,20})(?:[ _-]\p{L}{2,20}){2,15}?)(?=\s*[.!?]*(?:\s+${VERB}|$|[\n"'<\\]))`;
const PAIR = String.raw`(?<words>(?:<redacted>|\p{L}{3,20}),?(?: [^\s"'<>\\=:,;()[\]{}]{2,40}){1,8})(?=\s*(?:$|[\n"'<\\]))`;
const WORDS: readonly RegExp[] = [
  sentence(String.raw`(?<start>(?:${PHRASES})${WHOSE}(?:\s+${COPULA})?(?:${ARROW}|\s+))${SEVERAL}`),
  sentence(String.raw`(?<start>(?:${FIRM_NAMES})(?:${WHOSE}\s+${COPULA}(?:${ARROW}|\s+)|${ARROW}))${SEVERAL}`),
  sentence(String.raw`(?<start>(?:${SPOKEN_PASSWORDS}|${NAMED_PHRASE}|(?<!\p{L})otp)["'*]{0,2}(?:${ARROW}))${PAIR}`),
];

/** Returns whether words are a phrase: a sentence has more ordinary words than one among them, or one of two. */
function isPhrase(words: string): boolean {
  const all = words.split(/[ _-]/);
  return all.filter((word) => isOrdinary(word)).length <= (all.length > 2 ? 1 : 0);
}

const QUOTED = sentence(
  String.raw`(?<start>(?:${FIRM_NAMES})${WHOSE}(?:\s+${COPULA})?(?:${ARROW}|\s*))(?:${MARKED})|(?<other>(?:${LOOSE_NAMES})(?:\s+${COPULA}\s*(?:[:\uff1a]\s*)?|${ARROW}))(?:${MARKED})|(?<token>(?:${SPOKEN_KEYS})\s+)(?<mark>["'])(?<quoted>[^"'\n]{3,200})\k<mark>(?=\s+${VERB})`,
);

/** Words that sentences have behind the name of a secret, in English and German. Shorter ones and most inflected ones need no entry. */
const ORDINARY = new Set(
  [
    'about after again all already also alone always and another any are because been before being both but can cannot could did does each either',
    'else even ever for from had has have here how into its itself just last longer may might more most much must neither never next none nor not',
    'nothing now once one only other our out over own same shall should since some soon still such than that the their them then there these they',
    'this those three through too twice two under until upon very was were what when where which while who whose will with within without would yet you your',
    'absent active alike available bad blank broken compliant correct different down due easy empty equal exact expected false fine foreign free full gone',
    'good identical illegal inactive incomplete incorrect insufficient invalid known last later legal less live long lost malformed mandatory',
    'missing mutable new nil no null obsolete off ok okay old older on open optional pending permanent plain present private public ready right sensitive',
    'sent set short shown similar small stale static strong temporary too true unclear unequal unique unknown unsafe unset up useless valid visible weak well wrong',
    'access account agent algorithm amazon api app argument attribute authentication authority authorization aws bearer broker bucket bundle cache card',
    'certificate chain change character characters claim claims client code command config configuration connection content count credential credentials data',
    'database date days default delivery description device digest directory double dialog duration endpoint entries entry environment error exchange exists expiration expiry',
    'expires failure fault field file files form format function generation generator grant group hash header headers hint history host http hours id ids identifier identity in',
    'info information input instance issuer issue item json jwt key keys kind length level life lifetime limit line list location login manager management master material',
    'member message metadata method minutes mismatch mode name names null number object operation option or output page pair parameter parameters part path period permission',
    'permissions phrase pin policies policy portion position process profile program prompt property protocol provider proxy quota reason recovery reference refresh region',
    'request requirement requirements reset response result return returns ring role root rotation rule rules scheme scope scopes seconds secret security server service session',
    'setting settings sign signature size source stack state status storage store strength string structure syntax system table tag tags text this time timeout token tokens',
    'tool type types undefined update usage use used user users validation validity value values variable vault vending verification version versions web window yes',
    'belongs contains differs does did exceed exceeds exist expire fail fails got happens has holds lacks lacks looks makes matches match mean means meet need needs occurs comes',
    'reports requires says seems specify starts moves rotates takes try use uses via wants works yields respectively federation multi',
    'aber abgelaufen abgelehnt alle als alt auch auf aus bereits bis da das dass dem den der des die dies diese dieser dieses doch dort durch ein eine einem einen einer eines',
    'erlaubt er es falsch fehlerhaft fehlt fort für gegen gelöscht gesperrt gespeichert gesetzt gut hat hier ihr im immer in ist jetzt kann kein keine keinem keinen',
    'konnte kurz lang lange leer mehr mit muss nach neu nicht nichts noch nun nur ob oder ohne richtig schon schwach sehr sein seit sicher sie sind so stark über um unbekannt',
    'und unter veraltet verboten vom von vor war weil welche welches wenn wer werden wieder wird wo wurde zu zum zur zwei zweimal',
  ].flatMap((line) => line.split(' ')),
);
const INFLECTED = /^\p{Lu}?\p{Ll}{2,}(?:ed|ing|able|ible|less|ally|ely|ig|lich|bar|los)$/u;
/** An id or an ARN, a path, an address, the name of a file, a name of a member or of an error. */
const NAMED_THING =
  /^(?:arn:|A[KS]IA|[/~.\\]|\w+:\/\/|[a-z][a-z-]{0,40}-[\da-f]{8,}$)|\.(?:json|txt|pem|ini|py|[jt]s|exe|sh|ya?ml|csv|log)$|token$|passwor[dt]$|secret$|key$/i;

/** Returns whether a word is none of a secret. */
function isOrdinary(word: string): boolean {
  const plain = word.replace(/[.:!?\u2026]+$/u, '');
  return (
    !/[\p{L}\d]/u.test(plain) ||
    NAMED_THING.test(plain) ||
    /^\p{Lu}{2,4}s?$/u.test(plain) ||
    INFLECTED.test(plain) ||
    ORDINARY.has(plain.toLowerCase())
  );
}

/**
 * Returns a text without the secrets that its sentences have without quotation marks, digits or an equals sign. In place of a secret a
 * sentence may have an ordinary word; a secret that is one stays.
 */
export function redactSpoken(text: string): string {
  if (!HAS_NAME.test(text)) return text;
  const quoted = text.replace(PHRASE, `$<start>${REDACTED}`).replace(QUOTED, (all: string, ...match: unknown[]) => {
    const { start, other, token, quoted: name } = match.at(-1) as Partial<Record<string, string>>;
    return name !== undefined && isOrdinary(name) ? all : `${start ?? other ?? token ?? ''}${REDACTED}`;
  });
  const whole = WORDS.reduce(
    (rest, pattern) =>
      rest.replace(pattern, (all: string, ...match: unknown[]) => {
        const { start = '', words = '' } = match.at(-1) as { start?: string; words?: string };
        return isPhrase(words) ? `${start}${REDACTED}` : all;
      }),
    quoted,
  );
  return [...SENTENCES, FIRST].reduce(
    (rest, pattern) =>
      rest.replace(pattern, (all: string, ...match: unknown[]) => {
        const { start = '', word = '' } = match.at(-1) as { start?: string; word?: string };
        const end = /[.:!?\u2026]+$/u.exec(word)?.[0] ?? '';
        return isOrdinary(word) ? all : `${start}${REDACTED}${end}`;
      }),
    whole,
  );
}
