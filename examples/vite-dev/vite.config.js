const emulator = process.env.SESSION_MANAGER_URL ?? 'http://localhost:9910';
const passedOn = { target: emulator, xfwd: true }; // says when the page is at https

/** The page calls `/api/sessions` on its own origin, as in production. */
export default {
  server: { proxy: { '/api/sessions': passedOn, '/api/segments': passedOn } },
};
