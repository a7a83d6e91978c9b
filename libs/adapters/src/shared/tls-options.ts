import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';

/**
 * How TLS is spoken to a server: its certificate and its name are checked, whatever the environment tells Node. `ca`:
 * certificates to trust (PEM), in place of those that Node trusts.
 */
export const tlsOptions = (host: string, ca: string | undefined): ConnectionOptions => ({
  rejectUnauthorized: true,
  ...(isIP(host) ? {} : { servername: host }),
  ...(ca === undefined ? {} : { ca }),
});
