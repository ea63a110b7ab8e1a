/** What a credential looks like, by its name or by its text. */

const names =
  /token|secret|passw|passphrase|pwd|credential|cookie|jwt|bearer|authorization|ownership|signature|otp$|(?:api|app|access|private|auth)[-_. ]?(?:key|code)|^auth$|^s(?:ess)?id$|session[-_]?id$|^session$|^vtex_se(?:ssion|gment)$/i;

export function isCredentialName(name: string): boolean {
  return names.test(name);
}

/** Base64 of what begins as a JSON object does: tokens of sessions and segments, and everybody's JWTs. */
const tokenForm = /e(?:yJ|yAi|yAg|wog|w0K)[\w+/=-]{5,}/;
const scheme = /\b(?:bearer|basic|digest)\s+\S/i;
/** `name=…`, `name: …` and `"name":…` inside of a text. */
const named = /(?<![\w.-])([\w.-]+)(["']?)\s*([:=])/g;

export function holdsCredential(text: string): boolean {
  if (tokenForm.test(text) || scheme.test(text)) return true;
  return [...text.matchAll(named)].some(([, name = '', quote, sign]) => {
    const isProse = /^session$/i.test(name) && quote === '' && sign === ':'; // "building the session: …"
    return isCredentialName(name) && !isProse;
  });
}
