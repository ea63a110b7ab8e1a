import { environmentNameOf, fileKeyOf, flagOf, type SettingName } from './settings';

/** Where a setting's value came from. */
export type Source =
  | { readonly from: 'flag' }
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'default' };

export const byDefault: Source = { from: 'default' };

export function fromFile(path: string): Source {
  return { from: 'file', path };
}

/** For tables: `environment variable VTEX_SESSION_MOCK_PORT`. */
export function reads(source: Source): string {
  if (source.from === 'environment') return `environment variable ${source.name}`;
  return source.from === 'file' ? `file ${source.path}` : source.from;
}

/** For messages: the very thing the user has to change. */
export function culprit(name: SettingName, source: Source): string {
  if (source.from === 'environment') return `environment variable ${environmentNameOf(name)}`;
  return source.from === 'file' ? `${source.path}: "${fileKeyOf(name)}"` : `option ${flagOf(name)}`;
}
