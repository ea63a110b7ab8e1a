/** Where the page is, in the part of the address after `#`: `#/sessions/ID/keys`. */
import { computed, signal } from '@preact/signals';

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

export const route = computed<readonly string[]>(() =>
  hash.value.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent),
);

export function linkTo(...parts: readonly (string | number)[]): string {
  return `#/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
}
