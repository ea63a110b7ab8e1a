// The API of a FastStore storefront: the published @faststore/api, which calls VTEX for the browser and passes the cookies on.
import { GraphqlVtexContextFactory, GraphqlVtexSchema } from '@faststore/api';
import { graphql } from 'graphql';

const schema = GraphqlVtexSchema();
const contextOf = await GraphqlVtexContextFactory({
  platform: 'vtex',
  account: 'acme',
  environment: 'vtexcommercestable',
  subDomainPrefix: ['www'],
  channel: '{"salesChannel":"1","regionId":""}',
  locale: 'pt-BR',
  hideUnavailableItems: false,
  showSponsored: false,
  incrementAddress: false,
});

export async function POST(request) {
  const { query, variables } = await request.json();
  const contextValue = contextOf({ headers: Object.fromEntries(request.headers) });
  const result = await graphql({ schema, source: query, variableValues: variables, contextValue });
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const { setCookie } of contextValue.storage.cookies.values()) headers.append('set-cookie', setCookie);
  return new Response(JSON.stringify(result), { headers });
}
