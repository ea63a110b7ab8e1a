/** Behaviours that no answer of a session operation names while they are tried, or families of them, and why none can. */
export const unnameable: readonly (readonly [because: string, ...idsOrFamilies: string[]])[] = [
  [
    'no session operation answers these requests',
    'errors.form.unserved-paths',
    'emulator.methods.unserved-paths',
    'emulator.methods.of-control-routes',
    'emulator.methods.options',
    'emulator.cors.preflights',
    'emulator.cors.options-that-are-no-preflight',
    'emulator.mounted.hands-on-the-rest',
  ],
  ['a URL is shortened before a session operation sees it', 'emulator.methods.whole-urls'],
  ['an answer does not tell whether it went over a port', 'emulator.fetch'],
  ['the header does not name itself', 'emulator.explain-header'],
  ['somebody else had answered already', 'emulator.mounted.answered-already'],
  [
    'the request was not read to its end',
    'emulator.bodies.broken-off',
    'emulator.limits.headers',
    'emulator.limits.not-http',
  ],
  ['a control route tells it, and no answer of a session operation', 'cascade.explained', 'personas.open'],
  [
    'whoever started the emulator is told it, and no visitor',
    'emulator.report',
    'emulator.configurations',
    'emulator.refusals.settings-themselves',
  ],
  [
    'an app that answers nothing and one that answers {} are one to the cascade',
    'cascade.remote.without-a-body',
  ],
  ['the status of a success is one to the cascade', 'cascade.remote.any-2xx'],
  ['one answer does not tell of the failure before it', 'cascade.remote.others-still-work'],
  [
    'an answer does not tell how a cookie was read',
    'cookies.read.well-formed-ones-are-recorded',
    'cookies.read.malformed-ones-are-not-recorded',
  ],
  [
    'what an app does to what it was given is not the cascade’s to know',
    'cascade.rounds.json-of-nobody-else',
  ],
  ['an answer does not tell in which second it would be another', 'tokens.forms.end-on-the-second'],
];

export function isOf(id: string, idOrFamily: string): boolean {
  return id === idOrFamily || id.startsWith(`${idOrFamily}.`);
}
