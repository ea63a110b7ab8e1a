export async function register() {
  const isServer = process.env.NEXT_RUNTIME === 'nodejs';
  if (isServer && process.env.NODE_ENV === 'development') await import('./vtex-hosts.mjs');
}
