import { code, generated, page, table } from './markdown.mjs';

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
export function assumptionsPage({ assumptionTable }) {
  const settings = Object.entries(assumptionTable);
  return page(
    generated,
    '# Assumptions',
    `Where VTEX’s documentation is silent, the emulator makes an assumption. ${settings.length} assumptions are settings. Set them with \`--assumptions VALUES\` (\`bodyOrQuery=query\`, JSON, or a file), under \`assumptions\` in the config file, or with \`createSessionManager({ assumptions })\`. [\`verify\`](verify.md) can find the values for a server and write such a file.`,
    'For each setting there is one request that settles it on a live account. None has been sent yet. They change only the sessions that they create. Below each is what to look at. They use these variables:',
    table(
      ['variable', 'value'],
      variables.map(([name, what]) => [code(name), what]),
    ),
    ...settings.map(([setting, assumption]) => section(setting, assumption)),
  );
}

function section(
  setting,
  { type, default: standard, alternatives, question, rules, reason, settledBy: { request, reading } },
) {
  const values = {
    choice: alternatives.map(code).join(' or '),
    names: 'other names',
    count: 'another number',
  };
  return [
    `## ${setting}`,
    `${question.replaceAll('__', '\\_\\_').replaceAll('`\\_\\_', '`__')} Default ${code(standard)}, else ${values[type]} (${rules.join(', ')}). ${reason}`,
    `\`\`\`sh\n${request}\n\`\`\`\n\n${reading}`,
  ].join('\n\n');
}
