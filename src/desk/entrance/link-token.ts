// The secret of a mailed link stands behind the fragment sign, which browsers keep to themselves.
import { useState } from 'react';

export function useLinkToken(): string {
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  return token;
}
