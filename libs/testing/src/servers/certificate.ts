import { generate } from 'selfsigned';

/** A server's key and the certificate for it, both PEM; the certificate is its own authority. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

/** Makes a certificate for this machine's loopback address and a name of it, signed by nobody but itself. */
export const selfMadeCertificate = async (name = 'localhost'): Promise<Certificate> => {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: name },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, certificate: made.cert };
};
