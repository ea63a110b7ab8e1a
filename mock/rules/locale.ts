/** Of the locales a store supports the one asked for, else one of its language, else the first (R-175, assumed). */
export function nearestLocale(wanted: string | undefined, supported: readonly string[]): string | undefined {
  if (wanted !== undefined && supported.includes(wanted)) return wanted;
  const language = wanted?.split('-')[0];
  return supported.find((locale) => locale.split('-')[0] === language) ?? supported[0];
}

/** `supportedLocales=pt-BR,en-US` */
export function localesIn(list: string): readonly string[] {
  return list.split(',').filter((locale) => locale !== '');
}
