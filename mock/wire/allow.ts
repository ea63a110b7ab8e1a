/** An `Allow` header for these methods: whoever serves GET serves HEAD, and OPTIONS is always answered. */
export function allowOf(methods: readonly string[]): string {
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
