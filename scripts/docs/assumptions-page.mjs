import { code, generated, page, plain, table } from './markdown.mjs';

const variables = [
  ['$ACCOUNT', 'the name of your account'],
  ['$HOST', '`https://$ACCOUNT.vtexcommercestable.com.br`'],
  ['$SESSION', '`sessionToken` of a fresh session, from `curl -s -X POST "$HOST/api/sessions"`'],
  ['$SEGMENT', '`segmentToken` of another, from `curl -s -X POST "$HOST/api/sessions?utm_source=probe"`'],
  ['$OTHER', 'the host of another account, `https://….vtexcommercestable.com.br`'],
  ['$LOGGED_IN', 'the `vtex_session` cookie of a logged-in test shopper, from the browser'],
  ['$CLOSED_POLICY', 'the id of a trade policy that is restricted to certain shoppers'],
  [
    '$BINDING, $LOCALE',
    'the id of a binding and a culture it supports, both different from the account’s defaults',
  ],
  ['$EMAIL', 'the email address of a test shopper with a price table'],
  [
    '$COUNTRY, $POSTAL_CODE, $POINT',
    'a country, a postal code and `longitude,latitude` there, which different sellers serve',
  ],
  ['$ROOT_PATH', 'the root path of a binding, for example `/pt`'],
  ['$WORKSPACE', 'the host of a development workspace in which a small session app of yours is linked'],
];

/** Every assumption: its values, why the default was chosen, and the request that would settle it. */
export function assumptionsPage({ assumptionTable, behaviours, isTheEmulatorsOwn }) {
  const withoutSetting = behaviours.filter(
    (entry) => entry.grade === 'assumed' && entry.assumption === undefined && !isTheEmulatorsOwn(entry),
  );
  const reasons = new Map();
  for (const { id, noSetting } of withoutSetting)
    reasons.set(noSetting, [...(reasons.get(noSetting) ?? []), id]);
  const settings = Object.entries(assumptionTable);
  return page(
    generated,
    '# Assumptions',
    `Where VTEX’s documentation is silent, the emulator makes an assumption. ${settings.length} assumptions are settings. Set them with \`--assumptions VALUES\` (\`bodyOrQuery=query\`, JSON, or a file), under \`assumptions\` in the config file, or with \`createSessionManager({ assumptions })\`. [\`verify\`](verify.md) can find the values for a server and write such a file.`,
    'For each setting there is one request that settles it on a live account. These have not been sent yet. They change only the sessions that they create. The requests use these variables:',
    table(
      ['variable', 'value'],
      variables.map(([name, what]) => [code(name), what]),
    ),
    '## Settings',
    ...settings.map(([setting, assumption]) => section(setting, assumption)),
    '## Assumptions without a setting',
    'Each by the reason why it has no setting. Their sentences and evidence are in [behaviours](behaviours.md).',
    [...reasons].map(([reason, ids]) => `- ${plain(reason)}: ${ids.map(code).join(', ')}`).join('\n'),
  );
}

function section(
  setting,
  { type, default: standard, alternatives, question, rules, reason, settledBy: { request, reading } },
) {
  const values = {
    choice: alternatives.map(code).join(', '),
    names: 'any other names',
    count: 'any other number',
  };
  return [
    `### ${setting}`,
    question.replaceAll('__', '\\_\\_').replaceAll('`\\_\\_', '`__'),
    [
      `- Default: ${code(standard)}. ${reason}`,
      `- Alternatives: ${values[type]}.`,
      `- Open question: ${rules.join(', ')}.`,
    ].join('\n'),
    `\`\`\`sh\n${request}\n\`\`\``,
    `What to look at: ${reading}`,
  ].join('\n\n');
}
