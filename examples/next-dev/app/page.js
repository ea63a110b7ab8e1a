'use client';
import { useEffect, useState } from 'react';

/** Shows the visitor's currency, and keeps their session over reloads. */
export default function Page() {
  const [session, setSession] = useState();
  useEffect(() => {
    const items = 'store.currencyCode,profile.email';
    fetch(`/api/sessions?items=${items}`, { method: 'POST' })
      .then((answer) => answer.json())
      .then(setSession);
  }, []);
  return <pre id="session">{session && JSON.stringify(session)}</pre>;
}
