const emulator = process.env.SESSION_MANAGER_URL ?? 'http://localhost:9910';

/** The page calls `/api/sessions` on its own origin, as in production. */
export default {
  rewrites: async () => [
    { source: '/api/sessions/:path*', destination: `${emulator}/api/sessions/:path*` },
    { source: '/api/segments/:path*', destination: `${emulator}/api/segments/:path*` },
  ],
};
