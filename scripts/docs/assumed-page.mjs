import { code, generated, page, plain, table } from './markdown.mjs';

const variables = [
  ['$ACCOUNT', 'the name of your account'],
  ['$HOST', '`https://$ACCOUNT.vtexcommercestable.com.br`'],
  ['$SESSION', '`sessionToken` of a fresh session, from `curl -s -X POST "$HOST/api/sessions"`'],
  ['$SEGMENT', '`segmentToken` of another, from `curl -s -X POST "$HOST/api/sessions?utm_source=probe"`'],
  ['$OTHER', 'the host of another account, `https://….vtexcommercestable.com.br`'],
  ['$LOGGED_IN', '`vtex_session` of a test shopper who is logged in, from the browser'],
  ['$CLOSED_POLICY', 'the id of a trade policy that serves certain shoppers only'],
  [
    '$BINDING, $LOCALE',
    'the id of a binding, and a culture it supports; neither those of the account’s default',
  ],
  ['$WORKSPACE', 'the host of a development workspace with a small session app of your own linked in it'],
];

/** What is assumed, why, and what would end it. */
export function assumedPage({ assumptionTable, behaviours, isTheEmulatorsOwn }) {
  const without = behaviours.filter(
    (entry) => entry.grade === 'assumed' && entry.assumption === undefined && !isTheEmulatorsOwn(entry),
  );
  const settings = Object.entries(assumptionTable);
  return page(
    generated,
    '# What is assumed',
    `Where neither VTEX’s documentation nor anything in public says what the real service does, the emulator assumes it. ${settings.length} of these assumptions are settings, in the configuration file under \`assumptions\` or in code as \`createSessionManager({ assumptions })\`. Each has a request that would settle it. None was sent yet: whoever has an account can, and set the emulator to what it answers.`,
    'The requests change nothing but sessions of their own. Their variables:',
    table(
      ['variable', 'what to put in it'],
      variables.map(([name, what]) => [code(name), what]),
    ),
    ...settings.map(([setting, assumption]) => section(setting, assumption, behaviours)),
    '## Assumed without a setting',
    table(
      ['behaviour', 'what is assumed', 'no setting, for'],
      without.map(({ id, sentence, noSetting }) => [code(id), plain(sentence), plain(noSetting)]),
    ),
  );
}

function section(
  setting,
  { type, default: standard, alternatives, question, rules, reason, settledBy: { request, reading } },
  behaviours,
) {
  const readers = behaviours
    .filter(({ assumption }) => assumption?.setting === setting)
    .map(({ id }) => code(id));
  return [
    `## ${setting}`,
    question.replaceAll('__', '\\_\\_').replaceAll('`\\_\\_', '`__'),
    [
      `- Default: ${code(standard)}. ${reason}`,
      `- Alternatives: ${alternativesText(type, alternatives)}.`,
      `- Left open by ${rules.join(', ')}. Read by ${readers.join(', ') || 'no behaviour yet'}.`,
    ].join('\n'),
    `What would settle it:\n\n\`\`\`sh\n${request}\n\`\`\``,
    reading,
  ].join('\n\n');
}

function alternativesText(type, alternatives) {
  if (type === 'choice') return alternatives.map(code).join(', ');
  return type === 'names' ? 'any other names' : 'any other number';
}
