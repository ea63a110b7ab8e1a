const jwt = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/**
 * Replaces the tokens in a text by labels. One token has one label, so that a report still tells whether two were
 * the same; reports are sent around, and a session token opens the session of whoever holds it.
 */
export function redactor(): (text: string) => string {
  const labels = new Map<string, string>();
  return (text) =>
    text.replace(jwt, (token) => {
      const label = labels.get(token) ?? `<token:${labels.size + 1}>`;
      labels.set(token, label);
      return label;
    });
}
