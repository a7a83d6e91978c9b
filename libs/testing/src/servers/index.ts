export { type Certificate, selfMadeCertificate } from './certificate.ts';
export * from './for-tests.ts';
export * from './own.ts';
