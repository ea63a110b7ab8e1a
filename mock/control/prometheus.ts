/** Loaded with the first scrape. A file of its own, since a bundle finds no names in a late import of CommonJS. */
import { AggregatorRegistry, Registry } from 'prom-client';
import { PlainText } from '../wire/answer';

/** What prom-client takes from the workers of a cluster is what was counted elsewhere. */
export async function prometheusText(families: readonly object[]): Promise<PlainText> {
  const text = await AggregatorRegistry.aggregate([[...families]]).metrics();
  return new PlainText(text, Registry.PROMETHEUS_CONTENT_TYPE);
}
