// Sends what server code asks of VTEX's hosts for sessions and segments to the emulator.
const emulator = process.env.SESSION_MANAGER_URL ?? 'http://localhost:9910';
const vtexHosts =
  /^https:\/\/[\w-]+\.(?:vtexcommercestable|vtexcommercebeta|myvtex)\.com(?:\.br)?\/(?=api\/(?:sessions|segments)\b)/;
const { fetch } = globalThis;

globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  if (!vtexHosts.test(url)) return fetch(input, init);
  const ours = url.replace(vtexHosts, `${emulator}/`);
  return fetch(input instanceof Request ? new Request(ours, input) : ours, init);
};
