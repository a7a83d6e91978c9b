import { join } from 'node:path';
import { runTool } from './machine.ts';

export interface Certificate {
  /** Key store with key and certificate, of type PKCS12. */
  readonly store: string;
  readonly password: string;
  /** The certificate, which is its own authority. */
  readonly pem: string;
}

/** Makes a certificate for this machine's loopback address, signed by nobody but itself. */
export const selfMadeCertificate = (folder: string): Certificate => {
  const store = join(folder, 'certificate.p12');
  const password = 'loopback-only';
  const open = ['-keystore', store, '-storetype', 'PKCS12', '-storepass', password, '-alias', 'server'];
  const name = ['-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1,dns:localhost', '-validity', '365'];
  runTool('keytool', ['-genkeypair', ...open, '-keyalg', 'EC', ...name]);
  return { store, password, pem: runTool('keytool', ['-exportcert', '-rfc', ...open]) };
};
