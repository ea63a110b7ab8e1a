// The load: autocannon in this process, ten connections that wait for each answer. Any answer but 2xx ends the run,
// because a server that refuses quickly would look fast.
import autocannon from 'autocannon';

export const connections = 10;

/**
 * @param requestFor the request that the connection of this number repeats
 * @param limit `{ duration }` in seconds or `{ amount }` of requests; other options of autocannon too
 */
export async function load(url, requestFor, limit) {
  let connection = 0;
  const result = await autocannon({
    url,
    connections,
    pipelining: 1,
    timeout: 10,
    bailout: 1,
    sampleInt: 50, // milliseconds between two samples
    ...(limit.pipelining > 1
      ? { requests: [requestFor(0)] }
      : { setupClient: (client) => client.setRequests([requestFor(connection++)]) }),
    ...limit,
  });
  const { errors, timeouts, non2xx, statusCodeStats, duration, '2xx': answered } = result;
  if (errors + timeouts + non2xx > 0 || answered === 0) {
    const statuses = Object.entries(statusCodeStats).map(([status, { count }]) => `${count} × ${status}`);
    throw new Error(
      `${url} did not serve the load: ${errors} errors, ${timeouts} timeouts, answers: ${statuses.join(', ') || 'none'}`,
    );
  }
  return { answered, duration };
}
